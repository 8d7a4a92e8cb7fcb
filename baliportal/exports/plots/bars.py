"""Horizontal bars in a table: a name, its bar and its numbers in each row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..report_filters import ReportFilters
from .grid import Grid, build_grid
from .scale import percent

#: Bars that a page shows.
MAX_BARS = 40


@dataclass(frozen=True)
class Bars:
    """Stacked bars: a bar per name, divided by part, in the order of the points.

    `points` takes filters and yields (name, part, number). `parts` says which come first.
    """

    title: str
    name: str
    points: Callable[[ReportFilters], Iterable[tuple[str, str, int]]]
    parts: tuple[str, ...] = ()
    template = "reports/plots/bars.html"

    def draw(self, filters: ReportFilters) -> "DrawnBars | None":
        """The bars under these filters; None when there is nothing to draw."""
        grid = build_grid(self.points(filters), self.parts)
        return DrawnBars(self, grid) if any(grid.numbers.values()) else None


class DrawnBars:
    """The bars of one plot for its template; `left_out` is the number of bars beyond MAX_BARS."""

    def __init__(self, plot: Bars, grid: Grid):
        self.title, self.grid = plot.title, grid
        self.headings = [plot.name, *grid.parts]
        self.left_out = max(0, len(grid.rows) - MAX_BARS)
        self.longest = max(grid.row_total(row) for row in grid.rows)

    @property
    def legend(self) -> list[dict[str, str]]:
        """Tone and label of each part; [] for a single part."""
        if len(self.grid.parts) == 1:
            return []
        return [{"tone": f"part-{place}", "label": part} for place, part in enumerate(self.grid.parts, 1)]

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """Name, numbers and pieces of each bar."""
        for row in self.grid.rows[:MAX_BARS]:
            yield {"name": row, "numbers": self.grid.row_values(row), "pieces": list(self._pieces(row))}

    def _pieces(self, row):
        """Tone, offset and width of each piece of a bar, in percent of the longest bar."""
        before = 0
        for place, number in enumerate(self.grid.row_values(row), 1):
            x, width = (percent(100 * share / self.longest) for share in (before, number))
            if number:
                yield {"tone": f"part-{place}", "x": x, "width": width}
            before += number
