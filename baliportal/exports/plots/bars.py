"""Bars that lie in their own table: a name, its numbers, and the bar that shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from .grid import gathered
from .scale import percent

MOST = 40  # bars that a page shows


@dataclass(frozen=True)
class Bars:
    """How many there are of each part under each name, in the order of the points.

    `points` takes filters and yields (name, part, number).
    """

    title: str
    name: str
    points: Callable
    parts: tuple = ()
    template = "reports/plots/bars.html"

    def drawn(self, filters):
        """What the template shows, None where there is nothing to draw."""
        grid = gathered(self.points(filters), self.parts)
        return DrawnBars(self, grid) if any(grid.numbers.values()) else None


class DrawnBars:
    """The bars of one plot; what is left out is said."""

    def __init__(self, plot, grid):
        self.title, self.grid = plot.title, grid
        self.headings = [plot.name, *grid.parts]
        self.left_out = max(0, len(grid.rows) - MOST)
        self.longest = max(grid.of_row(row) for row in grid.rows)

    @property
    def legend(self):
        if len(self.grid.parts) == 1:
            return []
        return [{"tone": f"part-{place}", "label": part} for place, part in enumerate(self.grid.parts, 1)]

    @property
    def rows(self):
        for row in self.grid.rows[:MOST]:
            yield {"name": row, "numbers": self.grid.across(row), "pieces": list(self._pieces(row))}

    def _pieces(self, row):
        before = 0
        for place, number in enumerate(self.grid.across(row), 1):
            x, width = (percent(100 * share / self.longest) for share in (before, number))
            if number:
                yield {"tone": f"part-{place}", "x": x, "width": width}
            before += number
