"""Columns over time, one per year, each divided by colour."""

from collections.abc import Callable
from dataclasses import dataclass

from .grid import gathered
from .scale import Scale, percent, steps_of

MOST = 45  # columns that can be told apart
WIDTHS = (1, 5, 10, 50, 100, 500, 1000, 5000)  # years in a column
NO_YEAR = "No date"
LEFT, TOP, BOTTOM = 7, 6, 88  # the field of the columns, in hundredths of the sheet
WIDEST = 7  # hundredths of the sheet that a column may fill
LABELS, LABELS_ON_A_PHONE = 12, 4


@dataclass(frozen=True)
class Columns:
    """How many there are of each part in each year; where the years are many, in five years, ten and so on.

    `points` takes filters and yields (year as text, part, number); what has no year stands in the table alone.
    """

    title: str
    counted: str
    points: Callable
    parts: tuple = ()
    template = "reports/plots/columns.html"

    def drawn(self, filters):
        """What the template shows, None where there is nothing to draw."""
        points = list(self.points(filters))
        years = [int(year) for year, _, number in points if year and number]
        return DrawnColumns(self, points, min(years), max(years)) if years else None


class DrawnColumns:
    """The columns of one plot and its table."""

    def __init__(self, plot, points, first, last):
        self.title, self.counted = plot.title, plot.counted
        self.width = next(width for width in WIDTHS if last // width - first // width < MOST)
        self.periods = range(first // self.width * self.width, last + 1, self.width)
        self.grid = gathered(((self._period(year), part, number) for year, part, number in points), plot.parts)
        self.scale = Scale(max(self.grid.of_row(period) for period in self.periods), TOP, BOTTOM)

    @property
    def description(self):
        """What one who does not see it should know first."""
        most = max(self.periods, key=self.grid.of_row)
        drawn = sum(self.grid.of_row(period) for period in self.periods)
        return (
            f"{drawn:,} {self.counted} from {self._name(self.periods[0])} to {self._name(self.periods[-1])}; "
            f"most in {self._name(most)}: {self.grid.of_row(most):,}. The table after the chart has every number."
        )

    @property
    def legend(self):
        return [{"tone": f"part-{place}", "label": part} for place, part in enumerate(self.grid.parts, 1)]

    @property
    def columns(self):
        """The pieces of every column, from the ground up."""
        room = (100 - LEFT) / len(self.periods)
        wide = min(room * 0.82, WIDEST)
        for place, period in enumerate(self.periods):
            x = LEFT + room * (place + 0.5) - wide / 2
            yield from self._pieces(period, percent(x), percent(wide))

    @property
    def ticks(self):
        """The names under the columns: as many as there is room for, and those that a phone has room for."""
        some, few = (steps_of(len(self.periods), most) for most in (LABELS, LABELS_ON_A_PHONE))
        few = some * -(-few // some)
        room = (100 - LEFT) / len(self.periods)
        return [
            {"x": percent(LEFT + room * (place + 0.5)), "label": period, "few": place % few == 0}
            for place, period in enumerate(self.periods)
            if place % some == 0
        ]

    @property
    def lines(self):
        return self.scale.lines

    @property
    def headings(self):
        return ["Year" if self.width == 1 else "Years", *self.grid.parts, *(["Total"] if self._divided else [])]

    @property
    def rows(self):
        """The table: every period with something in it, and last what has no date."""
        rows = [period for period in [*self.periods, NO_YEAR] if self.grid.of_row(period)]
        for row in rows:
            yield self._name(row), [*self.grid.across(row), *([self.grid.of_row(row)] if self._divided else [])]

    @property
    def undated(self):
        """How many have no date, and so no column."""
        return self.grid.of_row(NO_YEAR)

    @property
    def _divided(self):
        return len(self.grid.parts) > 1

    def _period(self, year):
        return int(year) // self.width * self.width if year else NO_YEAR

    def _name(self, period):
        return f"{period}–{period + self.width - 1}" if period != NO_YEAR and self.width > 1 else str(period)

    def _pieces(self, period, x, wide):
        below = 0
        for place, part in enumerate(self.grid.parts, 1):
            number = self.grid.at(period, part)
            if number:
                top, high = self.scale.at(below + number), self.scale.length(number)
                words = f"{self._name(period)}, {part}: {number:,}"
                yield {"tone": f"part-{place}", "x": x, "width": wide, "y": top, "height": high, "words": words}
            below += number
