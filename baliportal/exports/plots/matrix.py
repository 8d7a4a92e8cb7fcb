"""Matrix: a table of marks, or of numbers shaded by size."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..report_filters import ReportFilters

MAX_ROWS, MAX_COLUMNS = 60, 40
SHADES = 4


@dataclass(frozen=True)
class Mark:
    """A cell of a matrix: a letter or two, the same in words for screen readers, and a tone."""

    text: str
    words: str
    tone: str


NOTHING = Mark("", "", "none")


@dataclass(frozen=True)
class Matrix:
    """`points` takes filters and yields (row, column, value): a Mark, or a number whose cell is shaded by its size.

    Numbers of one cell are added up; of several marks the last stays. Rows and columns are in the order in which they
    come, or sorted by name. `legend` are the marks to explain, `corner` is the heading above the names of the rows.
    """

    title: str
    corner: str
    points: Callable[[ReportFilters], Iterable[tuple[str, str, Mark | int]]]
    legend: tuple[Mark, ...] = ()
    note: str = ""
    rows_by_name: bool = False
    columns_by_name: bool = False
    template = "reports/plots/matrix.html"

    def draw(self, filters: ReportFilters) -> "DrawnMatrix | None":
        """The matrix under these filters; None when there is nothing to draw."""
        cells: dict[tuple[Any, Any], Any] = {}
        for row, column, value in self.points(filters):
            cells[row, column] = value if isinstance(value, Mark) else cells.get((row, column), 0) + value
        return DrawnMatrix(self, cells) if cells else None


class DrawnMatrix:
    """The cells of one matrix for its template; `left_out` is the number of rows and columns beyond the limits.

    The rows and columns with the most in them stay.
    """

    def __init__(self, plot: Matrix, cells: dict[tuple[str, str], Mark | int]):
        self.title, self.corner, self.legend, self.note = plot.title, plot.corner, plot.legend, plot.note
        self.cells = cells
        numbers = [value for value in cells.values() if not isinstance(value, Mark)]
        self.highest = max(numbers, default=0)
        rows, columns = (_fullest(cells, side, most) for side, most in ((0, MAX_ROWS), (1, MAX_COLUMNS)))
        self.row_names = sorted(rows) if plot.rows_by_name else rows
        self.columns = sorted(columns) if plot.columns_by_name else columns
        self.left_out = len({row for row, _ in cells}) - len(rows) + len({column for _, column in cells}) - len(columns)

    @property
    def rows(self) -> Iterator[tuple[str, list[Mark]]]:
        """The name and the marks of each row."""
        for row in self.row_names:
            yield row, [self._mark(self.cells.get((row, column), NOTHING)) for column in self.columns]

    def _mark(self, value):
        if isinstance(value, Mark):
            return value
        shade = -(-SHADES * value // self.highest) if value else 0
        return Mark(f"{value:,}", "", f"shade-{shade}")


def _fullest(cells, side, most):
    """At most so many names of rows (side 0) or columns (side 1), those with most filled cells, in their order."""
    filled = {}
    for place, value in cells.items():
        filled[place[side]] = filled.get(place[side], 0) + bool(value != 0 and getattr(value, "text", True))
    fullest = set(sorted(filled, key=lambda name: -filled[name])[:most])
    return [name for name in filled if name in fullest]
