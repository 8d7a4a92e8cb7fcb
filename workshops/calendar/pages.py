"""Page contents of the calendar: the list, a year, a month."""

import datetime
from calendar import Calendar, month_name
from functools import cached_property
from itertools import groupby

from django.utils import timezone

from baliportal.catalogue.partial_dates import PartialDate

from .choices import selects
from .entries import entries_of, numbers_by_year, undated

#: Entries that a page shows; that there are more it says, and they are found month by month or with a filter.
MOST, LATEST, UNDATED = 100, 12, 20
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class CalendarPage:
    """Parts that all pages of the calendar have: filters, years, the file to subscribe to."""

    def __init__(self, request, audience, base):
        self.request, self.audience, self.base = request, audience, base
        self.today = timezone.localdate()

    @property
    def file(self):
        return f"/calendar.ics{self.request.query}"

    @property
    def address(self):
        return f"{self.base}{self.file}"

    @property
    def webcal(self):
        """The address that calendar programs take as a subscription."""
        return f"webcal://{self.address.partition('://')[2]}"

    @cached_property
    def selects(self):
        return selects(self.request, self.audience)

    @property
    def is_filtered(self):
        return bool(self.request.pairs)

    @cached_property
    def numbers(self):
        return numbers_by_year(self.request, self.audience)

    @property
    def years(self):
        """Links to the years with entries, and to this year, the latest first."""
        years = sorted({*self.numbers, self.today.year}, reverse=True)
        return [self._link(str(year), self.year_url(year), self.numbers.get(year, 0)) for year in years]

    @property
    def bounds(self):
        """The first and the last year that links lead to: those with entries, and the year after this one."""
        return min({*self.numbers, self.today.year}), max({*self.numbers, self.today.year + 1})

    @property
    def this_month(self):
        return self._link("This month", self.month_url(self.today.year, self.today.month))

    def year_url(self, year):
        return f"/calendar/{year}/{self.request.query}"

    def month_url(self, year, month):
        return f"/calendar/{year}/{month}/{self.request.query}"

    def _link(self, label, url, count=None):
        return {"label": label, "url": url, "count": count}


class ListPage(CalendarPage):
    """Entries to come, the nearest first; past ones, the latest first; those without a date."""

    path = "/calendar/"

    @cached_property
    def to_come(self):
        entries, _ = entries_of(self.request.between(first=self.today), self.audience, MOST)
        return [entry for entry in entries if not entry.is_over(self.today)]

    @cached_property
    def latest(self):
        entries, _ = entries_of(self.request.between(last=self.today), self.audience, LATEST * 2, latest_first=True)
        return [entry for entry in entries if entry.is_over(self.today)][:LATEST]

    @cached_property
    def undated(self):
        return undated(self.request, self.audience, UNDATED)


class PeriodPage(CalendarPage):
    """A year or a month: its entries, at most so many, and whether there are more."""

    def __init__(self, request, audience, base, year, first, last):
        super().__init__(request, audience, base)
        self.year = year
        self.entries, self.is_cut = entries_of(request.between(first, last), audience, MOST)

    @property
    def is_in_bounds(self):
        """True for a year that links lead to; pages of others are not for search engines."""
        return self.bounds[0] <= self.year <= self.bounds[1]

    def known_to(self, precision):
        """The entries of which no more than this is known: 'day', 'month' or 'year'."""
        return [entry for entry in self.entries if entry.precision == precision]


class YearPage(PeriodPage):
    """A year month by month, then what is known to be in it and no more."""

    def __init__(self, request, audience, base, year):
        super().__init__(request, audience, base, year, datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        self.path, self.title = f"/calendar/{year}/", str(year)

    @cached_property
    def sections(self):
        """Months with entries, each with what is known to its month before what is known to its days."""
        known = [entry for entry in self.entries if entry.precision != "year"]
        known.sort(key=self._month)
        return [
            self._link(f"{month_name[month]} {self.year}", self.month_url(self.year, month)) | {"entries": list(same)}
            for month, same in groupby(known, key=self._month)
        ]

    @property
    def some_time(self):
        return self.known_to("year")

    @property
    def months(self):
        return [self._link(month_name[month], self.month_url(self.year, month)) for month in range(1, 13)]

    @property
    def neighbours(self):
        first, last = self.bounds
        years = [year for year in (self.year - 1, self.year + 1) if first <= year <= last]
        return [self._link(str(year), self.year_url(year)) for year in years]

    def _month(self, entry):
        """The month of this year in which it begins; of one that began earlier, January."""
        return entry.first_day.month if entry.first_day.year == self.year else 1


class MonthPage(PeriodPage):
    """A month as a table of days, then its entries as a list, then what is known to the month or the year alone."""

    weekdays = WEEKDAYS

    def __init__(self, request, audience, base, year, month):
        last = PartialDate(year, month).last_day
        super().__init__(request, audience, base, year, last.replace(day=1), last)
        self.month, self.path, self.title = month, f"/calendar/{year}/{month}/", f"{month_name[month]} {year}"

    @property
    def on_days(self):
        return self.known_to("day")

    @property
    def some_time(self):
        """Entries known to the month, then entries known to the year."""
        return [
            {"title": f"Some time in {self.title}", "entries": self.known_to("month")},
            {"title": f"Some time in {self.year}, the month is not recorded", "entries": self.known_to("year")},
        ]

    @cached_property
    def weeks(self):
        """Weeks from Monday to Sunday, each a list of days with their entries."""
        weeks = Calendar().monthdatescalendar(self.year, self.month)
        return [[self._cell(day) for day in week] for week in weeks]

    @property
    def year_link(self):
        return self._link(str(self.year), self.year_url(self.year))

    @property
    def neighbours(self):
        """Links to the months before and after, within the years that links lead to."""
        first, last = self.bounds
        count = self.year * 12 + self.month - 1
        months = [divmod(other, 12) for other in (count - 1, count + 1)]
        return [
            self._link(f"{month_name[month + 1]} {year}", self.month_url(year, month + 1))
            for year, month in months
            if first <= year <= last
        ]

    def _cell(self, day):
        entries = [entry for entry in self.on_days if entry.first_day <= day <= entry.last_day]
        return {
            "day": day.day, "words": f"{day.day} {month_name[day.month]} {day.year}", "entries": entries,
            "is_other": day.month != self.month, "is_today": day == self.today,
        }  # fmt: skip
