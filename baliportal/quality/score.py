"""Check results of one record and its quality score."""

from dataclasses import dataclass

from django.utils import timezone

from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import to_record

from .checks import checks_of
from .consistency import ConsistencyCheck, contradictions, pairs_of


@dataclass(frozen=True)
class Quality:
    """Checks that found something on a day, and a score: the percentage of check weight that found nothing."""

    findings: tuple
    score: int

    @property
    def blocking(self):
        return [check for check in self.findings if check.blocks]

    @property
    def band(self):
        """Band of the score for its colour: 'good', 'fair' or 'poor'."""
        return "good" if self.score >= 85 else "fair" if self.score >= 60 else "poor"


def periods(record, kind):
    """Yield (check, Period) for each check of one record that finds something at any time.

    A withdrawn record is not public, so no check applies to it.
    """
    if record["status"] == Status.WITHDRAWN:
        return
    for check in checks_of(kind):
        period = None if isinstance(check, ConsistencyCheck) else check.evaluate(record)
        if period:
            yield check, period


def quality_of(entry, on=None):
    """Return the Quality of an entry on a day, today by default, with what related records contradict."""
    kind = schema_of(entry)
    return quality_of_record(to_record(entry), kind.name, on, pairs_of(kind, [entry.public_id]))


def quality_of_record(record, kind, on=None, pairs=()):
    """Return the Quality of a record of this kind on a day, today by default; `pairs` are those in which it stands."""
    day = on or timezone.localdate()
    results = [*periods(record, kind), *_contradicted(record, pairs)]
    findings = tuple(dict.fromkeys(check for check, period in results if period.includes(day)))
    total_weight = sum(check.weight for check in checks_of(kind))
    return Quality(findings, round(100 * (1 - sum(check.weight for check in findings) / total_weight)))


def _contradicted(record, pairs):
    return [(check, period) for end, check, period, _ in contradictions(pairs) if end["id"] == record["id"]]
