"""A table of marks or numbers, shaded: who stands where to what."""

from collections.abc import Callable
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 60, 40
SHADES = 4


@dataclass(frozen=True)
class Mark:
    """What stands in one cell: a letter or two for the eye, words for the ear, and a tone."""

    text: str
    words: str
    tone: str


NOTHING = Mark("", "", "none")


@dataclass(frozen=True)
class Matrix:
    """`points` takes filters and yields (row, column, value), a value being a Mark or a number, shaded by its size.

    Numbers of one cell are added up; of several marks the last stands.
    Rows and columns stand in the order in which they come, or by name. `legend` are the marks to explain.
    """

    title: str
    corner: str
    points: Callable
    legend: tuple = ()
    note: str = ""
    rows_by_name: bool = False
    columns_by_name: bool = False
    template = "reports/plots/matrix.html"

    def drawn(self, filters):
        """What the template shows, None where there is nothing to draw."""
        cells = {}
        for row, column, value in self.points(filters):
            cells[row, column] = value if isinstance(value, Mark) else cells.get((row, column), 0) + value
        return DrawnMatrix(self, cells) if cells else None


class DrawnMatrix:
    """The cells of one matrix; where there are too many, the rows and columns with most in them, and that is said."""

    def __init__(self, plot, cells):
        self.title, self.corner, self.legend, self.note = plot.title, plot.corner, plot.legend, plot.note
        self.cells = cells
        numbers = [value for value in cells.values() if not isinstance(value, Mark)]
        self.highest = max(numbers, default=0)
        rows, columns = (_most(cells, side, most) for side, most in ((0, MOST_ROWS), (1, MOST_COLUMNS)))
        self.row_names = sorted(rows) if plot.rows_by_name else rows
        self.columns = sorted(columns) if plot.columns_by_name else columns
        self.left_out = len({row for row, _ in cells}) - len(rows) + len({column for _, column in cells}) - len(columns)

    @property
    def rows(self):
        for row in self.row_names:
            yield row, [self._mark(self.cells.get((row, column), NOTHING)) for column in self.columns]

    def _mark(self, value):
        if isinstance(value, Mark):
            return value
        shade = -(-SHADES * value // self.highest) if value else 0
        return Mark(f"{value:,}", "", f"shade-{shade}")


def _most(cells, side, most):
    """The names on one side in their order; where there are too many, those with most cells that are not empty."""
    filled = {}
    for place, value in cells.items():
        filled[place[side]] = filled.get(place[side], 0) + bool(value != 0 and getattr(value, "text", True))
    kept = set(sorted(filled, key=lambda name: -filled[name])[:most])
    return [name for name in filled if name in kept]
