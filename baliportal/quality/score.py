"""What the checks say of one record, and the score that comes of it."""

from dataclasses import dataclass

from django.utils import timezone

from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import to_record

from .checks import checks_of


@dataclass(frozen=True)
class Quality:
    """The checks that found something today, and a score from 0 to 100: the weight of those that found nothing."""

    findings: tuple
    score: int

    @property
    def blocking(self):
        return [check for check in self.findings if check.blocks]

    @property
    def band(self):
        """'good', 'fair' or 'poor', for the colour of the score."""
        return "good" if self.score >= 85 else "fair" if self.score >= 60 else "poor"


def periods(record, kind):
    """Every check of a kind that finds something at some time, with the days in which it does.

    A withdrawn record is out of the public's sight; nothing is asked of it.
    """
    if record["status"] == Status.WITHDRAWN:
        return
    for check in checks_of(kind):
        period = check.found(record)
        if period:
            yield check, period


def quality_of(entry, on=None):
    """What the checks say of an entry on a day, today by default."""
    return quality(to_record(entry), schema_of(entry).name, on)


def quality(record, kind, on=None):
    """The same of its record."""
    day = on or timezone.localdate()
    findings = tuple(check for check, period in periods(record, kind) if period.has(day))
    asked = sum(check.weight for check in checks_of(kind))
    return Quality(findings, round(100 * (1 - sum(check.weight for check in findings) / asked)))
