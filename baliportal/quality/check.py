"""Quality check: one possible defect of a record, and the advice on how to correct it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One possible defect of a record.

    `evaluate` takes a record (a dict, see `catalogue.schema.records`) and returns the Period in which the defect holds,
    or None. `field` names the field to correct. `missing` counts the record as incomplete, `unverified` as one to
    check against its source. `weight` is the check's share of the score. `blocks` prevents publication.
    """

    name: str
    title: str
    advice: str
    field: str
    evaluate: Callable
    weight: int = 1
    missing: bool = False
    unverified: bool = False
    blocks: bool = False
