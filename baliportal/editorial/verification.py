"""Verification of a record against its source, and the day on which it falls due again."""

import calendar
import datetime

from django.utils import timezone
from django.utils.formats import date_format

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import named, schema_of
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import apply_record

#: Note of a verification in the history.
CHECKED = "Checked against its source"


def next_due(kind, on):
    """Return the day on which a record of this kind, checked on the day `on`, is due again."""
    months = on.month - 1 + named(kind).review_months
    year, month = on.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


def verification(entry, role, on=None):
    """Return the verification fields of a record checked on a day, today by default, in this role."""
    day = on or timezone.localdate()
    due = next_due(schema_of(entry).name, day)
    return {"verified_on": str(day), "verified_by": role, "verification_due": str(due), "verification_lapsed_on": ""}


def last_check_in_words(entry):
    """Return day and role of the last check of the entry, and the day of a change since; "never" without a check."""
    if not entry.verified_on:
        return "never"
    lapsed = entry.verification_lapsed_on
    since = f"; changed since on {date_format(lapsed)}" if lapsed else ""
    return f"{date_format(entry.verified_on)}, by {entry.verified_by}{since}"


def verify(entry, *, by, role, on=None):
    """Record that somebody in this role checked the entry against its source on a day; return the entry.

    It is one change in the journal, and repeating it on the same day adds none. Raises RecordInvalid if the role is
    empty.
    """
    with journal.recording(by=by, verb=Change.Verb.VERIFIED, note=CHECKED):
        return apply_record(entry, verification(entry, role, on))
