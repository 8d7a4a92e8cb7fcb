"""Consistency checks: checks of two related records against each other, whose findings stand on both."""

from collections.abc import Callable
from dataclasses import dataclass

from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.publishing import Status

from .check import Check


@dataclass(frozen=True)
class RelatedPair:
    """Two records and the relation between them: `acting` does to `target` what `relation` says.

    Both are dicts of plain values as in a record, with at least `id`, `kind` and `status`.
    """

    relation: str
    acting: dict
    target: dict

    @property
    def ends(self) -> tuple:
        """Each record of the pair with the other one."""
        return (self.acting, self.target), (self.target, self.acting)


@dataclass(frozen=True)
class ConsistencyCheck(Check):
    """A check whose `evaluate` takes a RelatedPair (see `Kind.related_pairs`); it never blocks publication."""

    evaluate: Callable[[RelatedPair], tuple | None] = None


def pairs_of(kind: Kind, ids) -> list[RelatedPair]:
    """Return the pairs in which these records stand, by public id, in a fixed number of queries."""
    return list(kind.related_pairs(list(ids)))


def contradictions(pairs):
    """Yield (record, check, Period, other record) for each end of each pair in which a check finds something."""
    for pair in pairs:
        for record, other in pair.ends:
            for check in named(record["kind"]).checks if _counts(record, other) else ():
                period = check.evaluate(pair) if isinstance(check, ConsistencyCheck) else None
                if period:
                    yield record, check, period, other


def _counts(record, other):
    """True where `other` may contradict `record`: a draft says nothing yet against what is published."""
    if Status.WITHDRAWN in (record["status"], other["status"]):
        return False
    return record["status"] != Status.PUBLISHED or other["status"] == Status.PUBLISHED
