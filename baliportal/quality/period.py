"""When something is amiss: always, from a day on, or until a day.

A finding with its days in it stays true while time passes and nobody changes the record.
"""

import datetime
from typing import NamedTuple

from baliportal.catalogue.partial_dates import PartialDate


class Period(NamedTuple):
    """From the first day to the last, both included."""

    since: datetime.date = datetime.date.min
    until: datetime.date = datetime.date.max

    def has(self, day):
        return self.since <= day <= self.until


ALWAYS = Period()


def when(amiss):
    """Always when something is amiss, else never (None)."""
    return ALWAYS if amiss else None


def after(date):
    """From the day after a date of the record, as text; never when it is empty."""
    return Period(since=PartialDate.parse(date).last_day + datetime.timedelta(days=1)) if date else None


def before(date):
    """Until the day before a date of the record, as text; never when it is empty."""
    return Period(until=PartialDate.parse(date).first_day - datetime.timedelta(days=1)) if date else None
