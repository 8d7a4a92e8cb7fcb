"""Partial dates (EDTF level 0), as precise as their source and no more: 2005, 2007-08 or 2009-04-14."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class InvalidDate(ValueError):
    """A text that is no valid partial date; the message says why, for a person."""


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A Gregorian date known to the year, the month or the day.

    A month or a day that the source does not give is never made up. A less precise date sorts before the more
    precise ones inside it, which is also the order of the texts: databases may sort and compare the stored text.
    Years outside 1800 to 2199 are refused, because they are nearly always of another calendar
    (B.E. 2551 is 2008): the source's own wording belongs in the entry's `date_text`.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise InvalidDate(f"The year {self.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}.")
        if self.month is not None and not 1 <= self.month <= 12:
            raise InvalidDate(f"There is no month {self.month:02d}.")
        if self.day is not None and self.month is None:
            raise InvalidDate("A day needs its month.")
        if self.day is not None and not 1 <= self.day <= self._days_in_month():
            raise InvalidDate(f"{self.year}-{self.month:02d} has no day {self.day:02d}.")

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read YYYY, YYYY-MM or YYYY-MM-DD; raise InvalidDate for anything else."""
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise InvalidDate(f"“{text}” is not a date of the form 2005, 2007-08 or 2009-04-14.")
        return cls(*(int(part) if part else None for part in match.groups()))

    @classmethod
    def of(cls, date: datetime.date) -> "PartialDate":
        """Return the partial date of a datetime.date."""
        return cls(date.year, date.month, date.day)

    @property
    def precision(self) -> str:
        """'year', 'month' or 'day'."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first_day(self) -> datetime.date:
        """The earliest calendar day this date may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest calendar day this date may mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def surely_before(self, other: "PartialDate") -> bool:
        """Tell whether every day this date may mean lies before every day `other` may mean."""
        return self.last_day < other.first_day

    def __str__(self):
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    def __lt__(self, other):
        if not isinstance(other, PartialDate):
            return NotImplemented
        return str(self) < str(other)

    def _days_in_month(self):
        return calendar.monthrange(self.year, self.month)[1]


def in_words(date: PartialDate | None) -> str:
    """Return the date for people: '18 July 2007', 'July 2007', '2007'; '' for no date."""
    if date is None:
        return ""
    parts = [str(date.day or ""), calendar.month_name[date.month] if date.month else "", str(date.year)]
    return " ".join(part for part in parts if part)


def period_in_words(start: PartialDate | None, end: PartialDate | None) -> str:
    """Return the period from `start` to `end` for people, without repetition: '26–28 February 2002'."""
    if start is None or end is None or start == end:
        return in_words(start or end)
    if start.precision == end.precision == "day" and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{in_words(end)}"
    return f"{in_words(start)} – {in_words(end)}"


def last_possible_day(start: PartialDate, end: PartialDate | None) -> datetime.date:
    """Return the latest day on which a period may end; one that ends before it begins has no end."""
    return end.last_day if end and not end.surely_before(start) else start.last_day
