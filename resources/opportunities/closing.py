"""State of an opportunity or campaign on a day, by its closing date."""

import datetime
from enum import Enum

from baliportal.catalogue.days import Passed, passed
from baliportal.catalogue.partial_dates import PartialDate, in_words


class Closing(Enum):
    """Open on the day, without a closing date, or surely past: each a section of the list, in this order."""

    OPEN = "open"
    NOT_RECORDED = "not-recorded"
    PAST = "past"


#: Titles of the sections, by type of resource.
TITLES = {
    "opportunity": {
        Closing.OPEN: "Open", Closing.NOT_RECORDED: "Closing date not recorded", Closing.PAST: "Past",
    },
    "campaign": {
        Closing.OPEN: "Running or to come", Closing.NOT_RECORDED: "Last day not recorded", Closing.PAST: "Over",
    },
}  # fmt: skip
#: Words before the date: while it has not surely come, and after that.
VERBS = {"opportunity": ("Closes", "Closed"), "campaign": ("Ends", "Ended")}
UNKNOWN = {"opportunity": "Closing date not recorded", "campaign": "Last day not recorded"}


def closing_of(date: PartialDate | None, day: datetime.date) -> Closing:
    """Tell the state on a day; a date that may still be to come, as 2026 in March of 2026, counts as open."""
    if date is None:
        return Closing.NOT_RECORDED
    return Closing.PAST if date.last_day < day else Closing.OPEN


def closing_in_words(type_name: str, date: PartialDate | None, day: datetime.date) -> str:
    """Say when it closes or closed: "Closes 28 February 2026", "Closes some time in 2026"."""
    if date is None:
        return UNKNOWN[type_name]
    verb = VERBS[type_name][closing_of(date, day) is Closing.PAST]
    is_vague = date.precision != "day" and passed(date, day) is Passed.SOME_TIME
    return f"{verb} some time in {in_words(date)}" if is_vague else f"{verb} {in_words(date)}"
