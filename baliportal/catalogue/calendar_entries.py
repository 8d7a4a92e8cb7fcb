"""Calendar entries: what kinds of record put into the calendar, on pages and in iCalendar files (`Kind.calendar`)."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .partial_dates import PartialDate, last_possible_day, period_in_words


class Standing(Enum):
    """Certainty that something takes place."""

    HELD = "held"
    CONFIRMED = "confirmed"
    PLANNED = "planned"
    UNCONFIRMED = "unconfirmed"  # its time has passed, and nobody recorded whether it took place
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class CalendarQuestion:
    """Question to a calendar: days from `first` to `last`, each None for no limit, and choices; "" chooses all.

    `kind` is a kind of record, `type` one of its types, `series` and `topic` are slugs, `host` is a country's code.
    """

    first: datetime.date | None = None
    last: datetime.date | None = None
    kind: str = ""
    type: str = ""
    series: str = ""
    topic: str = ""
    host: str = ""


@dataclass(frozen=True)
class CalendarEntry:
    """A meeting, a closing date, or whatever else takes place on days that are known or partly known.

    `url` and the addresses of `links` (label, address) are paths. `label` says what it is, `status` how it stands, in
    words. Times are local, as 09:30; "" for one that is not recorded. `start` is None where no date is recorded. What
    takes place nowhere, as a closing date, has no place.
    """

    public_id: str
    title: str
    url: str
    label: str
    start: PartialDate | None
    end: PartialDate | None = None
    start_time: str = ""
    end_time: str = ""
    time_zone: str = ""
    standing: Standing = Standing.CONFIRMED
    status: str = ""
    place: str = ""
    summary: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    version: int = 0
    created: datetime.datetime | None = None
    changed: datetime.datetime | None = None
    restriction: str = ""
    has_place: bool = True

    def at(self, base: str) -> "CalendarEntry":
        """The entry with absolute addresses, its own the permanent one."""
        links = tuple((label, f"{base}{url}" if url.startswith("/") else url) for label, url in self.links)
        return replace(self, url=f"{base}/e/{self.public_id}/", links=links)

    @property
    def first_day(self) -> datetime.date | None:
        """The earliest day on which it may begin."""
        return self.start.first_day if self.start else None

    @property
    def last_day(self) -> datetime.date | None:
        """The latest day on which it may end; never before the first, whatever the record says."""
        return last_possible_day(self.start, self.end) if self.start else None

    @property
    def precision(self) -> str:
        """'day', 'month' or 'year': that of the less precise of its two dates; '' without a date."""
        dates = [date for date in (self.start, self.end) if date]
        ranks = ("year", "month", "day")
        return min((date.precision for date in dates), key=ranks.index, default="")

    def is_over(self, day: datetime.date) -> bool:
        """Tell whether it lies before a day: surely so by its dates, or by what is recorded of it."""
        return self.standing is Standing.HELD or bool(self.last_day and self.last_day < day)

    @property
    def is_off(self) -> bool:
        """True for what does not take place on its days; in a table of days its title alone would mislead."""
        return self.standing in (Standing.CANCELLED, Standing.POSTPONED)

    @property
    def is_on_days(self) -> bool:
        return self.precision == "day"

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The time zone; None where none is recorded or this machine does not know it."""
        try:
            return ZoneInfo(self.time_zone) if self.time_zone else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None

    @property
    def begins(self) -> datetime.datetime | None:
        """The moment at which it begins; None where the day, the time or the zone is not recorded."""
        return self._moment(self.first_day, self.start_time)

    @property
    def ends(self) -> datetime.datetime | None:
        """The moment at which it ends; None where one of them is not recorded, or where that is not after its begin."""
        begins, ends = self.begins, self._moment(self.last_day, self.end_time)
        return ends if begins and ends and ends > begins else None

    def _moment(self, day, time):
        if not (day and time and self.zone and self.is_on_days):
            return None
        return datetime.datetime.combine(day, datetime.time.fromisoformat(time), self.zone)

    @property
    def days_in_words(self) -> str:
        """'26–28 February 2002', 'July 2007, the day is not recorded', 'date not recorded'."""
        missing = {"month": ", the day is not recorded", "year": ", month and day are not recorded"}
        words = period_in_words(self.start, self.end)
        return f"{words}{missing.get(self.precision, '')}" if words else "date not recorded"

    @property
    def place_in_words(self) -> str:
        """The place, or that it is not recorded; "" for what has none."""
        return self.place or ("place not recorded" if self.has_place else "")

    @property
    def times_in_words(self) -> str:
        """'09:30 to 17:00, Asia/Jakarta (UTC+07:00)'; '' where no time is recorded."""
        if not (self.start_time or self.end_time):
            return ""
        times = f"{self.start_time or 'begin not recorded'} to {self.end_time or 'end not recorded'}"
        zone = self.time_zone or "time zone not recorded"
        return f"{times}, {zone}{self._offset}"

    @property
    def _offset(self):
        return f" (UTC{self.begins.isoformat()[-6:]})" if self.begins else ""


@dataclass(frozen=True)
class CalendarSource:
    """Records of a kind as calendar entries.

    `select` takes a `CalendarQuestion` and an audience and returns a queryset of the published records that answer it,
    the earliest first: those with a date and, where `first` or `last` is asked for, a day that may lie on the right
    side of it. `entries` makes the entries of some of them, for an audience, in a bounded number of queries; with
    facts, themes and links to documents where `whole` is true. `undated` returns the records without a date that
    answer the choices. `date_field` is the partial date that `select` sorts by. `label` is what the calendar calls
    them, and `types` are those types of the kind that it may have; by default those of the kind.
    """

    select: Callable
    entries: Callable
    undated: Callable = lambda question, audience: ()
    date_field: str = "date"
    label: str = ""
    types: tuple[str, ...] = ()
