"""Partial dates seen from a day: surely passed, surely to come, or some time in the year or month of the day."""

import datetime
from enum import Enum

from .partial_dates import PartialDate


class Passed(Enum):
    """Answer to the question whether a date has come by the end of a day."""

    YES = "yes"
    NO = "no"
    SOME_TIME = "some time"
    UNKNOWN = "not recorded"


def parse_date(text: str | None) -> PartialDate | None:
    """Return the partial date of a record's value; None for an empty one."""
    return PartialDate.parse(text) if text else None


def passed(date: PartialDate | None, day: datetime.date) -> Passed:
    """Tell whether a date has come by the end of a day; SOME_TIME where its precision leaves that open."""
    if date is None:
        return Passed.UNKNOWN
    if date.last_day <= day:
        return Passed.YES
    return Passed.NO if date.first_day > day else Passed.SOME_TIME
