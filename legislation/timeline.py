"""Timeline: dated events as a drawing for a template, with partial dates as spans and a table beside it."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from baliportal.catalogue.partial_dates import PartialDate, in_words

#: Labels below the axis that fit on a phone.
MOST_TICKS = 5
STEPS = (1, 2, 5, 10, 20, 50, 100)
#: Height of a row in pixels; the axis takes one row more.
ROW, RADIUS = 26, 5


@dataclass(frozen=True)
class Event:
    """Something that happened on a partial date; `tone` is the class of its mark, `url` leads to what did it.

    `day` is the day that the page is asked about, None for today.
    """

    label: str
    date: PartialDate | None
    tone: str = "done"
    title: str = ""
    url: str = ""
    note: str = ""
    day: datetime.date | None = None

    @property
    def when(self):
        return in_words(self.date) or "Not recorded"

    @property
    def is_later(self):
        """True for what surely happened after the day that the page is asked about."""
        return bool(self.day and self.date and self.date.first_day > self.day)


class Timeline:
    """Dated events from the first year to the last; undated ones stand in the table only, after what precedes them."""

    def __init__(self, name, events):
        self.name = name
        self._dated = sorted((event for event in events if event.date), key=lambda event: event.date)
        self.events = list(self._dated)
        for before, event in zip([None, *events], events, strict=False):
            if not event.date:
                self.events.insert(self.events.index(before) + 1 if before else 0, event)

    def __bool__(self):
        return bool(self.events)

    @property
    def is_drawn(self):
        """One event makes no line."""
        return len(self._dated) > 1

    @cached_property
    def _years(self):
        first = self._dated[0].date.first_day.year
        last = max(event.date.last_day.year for event in self._dated) + 1
        return first, max(last, first + 2)

    @property
    def height(self):
        return (len(self._dated) + 1) * ROW

    @property
    def axis(self):
        return len(self._dated) * ROW

    @property
    def description(self):
        return "; ".join(f"{event.label} {event.when}" for event in self._dated)

    @property
    def marks(self):
        """Marks of the dated events, one to a row: start and width in percent, and on which side the label stands."""
        for row, event in enumerate(self._dated):
            start, end = self._place(event.date.first_day), self._place(event.date.last_day)
            late = start > 55
            yield {
                "event": event, "x": f"{start:.2f}%", "width": f"{max(end - start, 0.0):.2f}%",
                "is_span": event.date.precision != "day", "y": row * ROW + ROW // 2,
                "top": row * ROW + ROW // 2 - RADIUS,
                "label_x": f"{start if late else max(end, start):.2f}%", "anchor": "end" if late else "start",
                "shift": -10 if late else 10,
            }  # fmt: skip

    @property
    def ticks(self):
        """Years below the axis."""
        first, last = self._years
        step = next(step for step in STEPS if (last - first) / step <= MOST_TICKS)
        for year in range(-(-first // step) * step, last + 1, step):
            yield {"x": f"{self._place(datetime.date(year, 1, 1)):.2f}%", "label": year}

    def _place(self, day):
        """A day in percent of the drawing, which leaves room at both edges."""
        first, last = (datetime.date(year, 1, 1).toordinal() for year in self._years)
        return 3 + 92 * (day.toordinal() - first) / (last - first)


class Strip(Timeline):
    """All events on one line, without labels: the table beside it names them."""

    height, axis = 2 * ROW, ROW

    @property
    def marks(self):
        return [mark | {"y": ROW // 2, "top": ROW // 2 - RADIUS} for mark in super().marks]
