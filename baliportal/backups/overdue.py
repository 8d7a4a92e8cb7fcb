"""Warnings for the desk: no backup for longer than expected, or no rehearsal."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .rehearsal import EVERY, age_of_newest, last_rehearsal

LATE = EVERY + timedelta(days=5)  # a rehearsal that failed once is tried again with the next housekeeping


def warnings() -> list[str]:
    """Sentences for staff; none where no backups are set up."""
    configured = settings.BACKUPS
    if not configured.directory:
        return []
    return [*_overdue_backup(configured), *_overdue_rehearsal(configured)]


def _overdue_backup(configured):
    try:
        age = age_of_newest()
    except OSError:
        return ["The directory of backups cannot be read: nobody knows when the last one was made."]
    if age is None:
        return ["There is no backup yet: the command backup has not run."]
    if age > timedelta(hours=configured.hours):
        return [f"The last backup was made {_in_words(age)} ago, and is expected every {configured.hours} hours."]
    return []


def _overdue_rehearsal(configured):
    if not configured.rehearsal:
        return []
    last = last_rehearsal()
    if last is None:
        return ["A restore of the backup has not been rehearsed yet."]
    if timezone.now() - last > LATE:
        return [f"A restore of the backup was last rehearsed on {last:%d %B %Y}, and is to be rehearsed every month."]
    return []


def _in_words(age):
    return f"{age.days} days" if age.days > 1 else f"{age.total_seconds() / 3600:.0f} hours"
