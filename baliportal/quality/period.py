"""Periods of days in which a finding holds: always, from a day on, or until a day.

A stored finding with its period stays correct as time passes, without a new run of the checks.
"""

import datetime
from typing import NamedTuple

from baliportal.catalogue.partial_dates import PartialDate


class Period(NamedTuple):
    """Days from `since` to `until`, both included."""

    since: datetime.date = datetime.date.min
    until: datetime.date = datetime.date.max

    def includes(self, day):
        return self.since <= day <= self.until


ALWAYS = Period()


def always_if(condition):
    """Return ALWAYS if the condition holds, else None (never)."""
    return ALWAYS if condition else None


def after_date(date):
    """Return the period from the day after a partial date (text); None if it is empty."""
    return Period(since=PartialDate.parse(date).last_day + datetime.timedelta(days=1)) if date else None


def before_date(date):
    """Return the period until the day before a partial date (text); None if it is empty."""
    return Period(until=PartialDate.parse(date).first_day - datetime.timedelta(days=1)) if date else None
