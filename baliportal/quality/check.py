"""A check: one thing that may be amiss with a record, and the words that help to mend it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that may be amiss.

    `found` takes a record (see `catalogue.record`) and says when it is amiss: a Period, or None for never. `field` is
    the column to mend. `missing` puts the record among the incomplete, `unverified` among those to be checked against
    their source. `weight` is what it costs in the record's score, beside the other checks. `blocks` keeps it from
    being published.
    """

    name: str
    title: str
    words: str
    field: str
    found: Callable
    weight: int = 1
    missing: bool = False
    unverified: bool = False
    blocks: bool = False
