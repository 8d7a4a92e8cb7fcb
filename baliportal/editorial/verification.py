"""Saying that a record was checked against its source today, and when that falls due again."""

import calendar
import datetime

from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import named, schema_of
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import apply_record

CHECKED = "Checked against its source"  # the note in the history


def next_due(kind, on):
    """The day on which a record of this kind, checked on a day, is to be checked again."""
    months = on.month - 1 + named(kind).review_months
    year, month = on.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


def verification(entry, role, on=None):
    """The part of an entry's record that says it was checked on a day, today by default, in this role."""
    day = on or timezone.localdate()
    due = next_due(schema_of(entry).name, day)
    return {"verified_on": str(day), "verified_by": role, "verification_due": str(due), "verification_lapsed_on": ""}


def verify(entry, *, by, role, on=None):
    """Write down that somebody in this role checked the entry against its source on a day, today by default.

    It is one line in the history; saying the same twice on one day is still one. Raises RecordInvalid when the role is
    empty. Returns the entry.
    """
    with journal.recording(by=by, verb=Change.Verb.VERIFIED, note=CHECKED):
        return apply_record(entry, verification(entry, role, on))
