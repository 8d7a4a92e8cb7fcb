"""Stacked columns over time, one per year or per several years."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..report_filters import ReportFilters
from .grid import build_grid
from .scale import Scale, label_step, percent

#: Columns that can be told apart; more years than that are drawn several to a column.
MAX_COLUMNS = 45
#: Years in one column, of which the smallest that keeps to MAX_COLUMNS is taken.
YEARS_PER_COLUMN = (1, 5, 10, 50, 100, 500, 1000, 5000)
NO_YEAR = "No date"
#: Edges of the field of the columns, in percent of the drawing; the axis labels are outside it.
LEFT, TOP, BOTTOM = 7, 6, 88
#: Widest column, in percent of the drawing, so that a chart of two or three years stays readable.
MAX_COLUMN_WIDTH = 7
#: Labels below the columns that fit on a wide screen and on a phone.
MAX_LABELS, MAX_LABELS_ON_PHONE = 12, 4


@dataclass(frozen=True)
class Columns:
    """Numbers per year, divided by part; five, ten or more years to a column where there are many years.

    `points` takes filters and yields (year as text, part, number). Numbers without a year are in the table only.
    `counted` is the plural noun of the things that are counted.
    """

    title: str
    counted: str
    points: Callable[[ReportFilters], Iterable[tuple[str, str, int]]]
    parts: tuple[str, ...] = ()
    template = "reports/plots/columns.html"

    def draw(self, filters: ReportFilters) -> "DrawnColumns | None":
        """The columns under these filters; None when nothing has a year."""
        points = list(self.points(filters))
        years = [int(year) for year, _, number in points if year and number]
        return DrawnColumns(self, points, min(years), max(years)) if years else None


class DrawnColumns:
    """The columns of one plot and its table, for its template.

    `periods` are the first years of all columns, `width` the number of years in each.
    """

    def __init__(self, plot: Columns, points: Sequence[tuple[str, str, int]], first: int, last: int):
        self.title, self.counted = plot.title, plot.counted
        self.width = next(width for width in YEARS_PER_COLUMN if last // width - first // width < MAX_COLUMNS)
        self.periods = range(first // self.width * self.width, last + 1, self.width)
        self.grid = build_grid(((self._period(year), part, number) for year, part, number in points), plot.parts)
        self.scale = Scale(max(self.grid.row_total(period) for period in self.periods), TOP, BOTTOM)

    @property
    def description(self) -> str:
        """Summary for screen readers: the sum, the range of years and the highest column."""
        most = max(self.periods, key=self.grid.row_total)
        drawn = sum(self.grid.row_total(period) for period in self.periods)
        return (
            f"{drawn:,} {self.counted} from {self._name(self.periods[0])} to {self._name(self.periods[-1])}; "
            f"most in {self._name(most)}: {self.grid.row_total(most):,}. The table after the chart has every number."
        )

    @property
    def legend(self) -> list[dict[str, str]]:
        """Tone and label of each part."""
        return [{"tone": f"part-{place}", "label": part} for place, part in enumerate(self.grid.parts, 1)]

    @property
    def columns(self) -> Iterator[dict[str, str]]:
        """The pieces of every column, from the bottom up: tone, position, size and words."""
        slot = self._slot
        width = min(slot * 0.82, MAX_COLUMN_WIDTH)
        for place, period in enumerate(self.periods):
            x = LEFT + slot * (place + 0.5) - width / 2
            yield from self._pieces(period, percent(x), percent(width))

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """Labels below the columns, as many as fit; `few` marks those that are shown on a phone too."""
        step, phone_step = (label_step(len(self.periods), most) for most in (MAX_LABELS, MAX_LABELS_ON_PHONE))
        phone_step = step * -(-phone_step // step)
        return [
            {"x": percent(LEFT + self._slot * (place + 0.5)), "label": period, "few": place % phone_step == 0}
            for place, period in enumerate(self.periods)
            if place % step == 0
        ]

    @property
    def lines(self) -> list[dict[str, str]]:
        """The horizontal lines of the scale."""
        return self.scale.lines

    @property
    def headings(self) -> list[str]:
        """Headings of the table."""
        return ["Year" if self.width == 1 else "Years", *self.grid.parts, *(["Total"] if self._divided else [])]

    @property
    def rows(self) -> Iterator[tuple[str, list[int]]]:
        """Rows of the table: every period that is not empty, and last the numbers without a date."""
        rows = [period for period in [*self.periods, NO_YEAR] if self.grid.row_total(period)]
        for row in rows:
            total = [self.grid.row_total(row)] if self._divided else []
            yield self._name(row), [*self.grid.row_values(row), *total]

    @property
    def undated(self) -> int:
        """Number of records without a date, and so without a column."""
        return self.grid.row_total(NO_YEAR)

    @property
    def _slot(self):
        """Width of a column with the space around it, in percent of the drawing."""
        return (100 - LEFT) / len(self.periods)

    @property
    def _divided(self):
        return len(self.grid.parts) > 1

    def _period(self, year):
        return int(year) // self.width * self.width if year else NO_YEAR

    def _name(self, period):
        return f"{period}–{period + self.width - 1}" if period != NO_YEAR and self.width > 1 else str(period)

    def _pieces(self, period, x, width):
        below = 0
        for place, part in enumerate(self.grid.parts, 1):
            number = self.grid.at(period, part)
            if number:
                y, height = self.scale.at(below + number), self.scale.length(number)
                words = f"{self._name(period)}, {part}: {number:,}"
                yield {"tone": f"part-{place}", "x": x, "width": width, "y": y, "height": height, "words": words}
            below += number
