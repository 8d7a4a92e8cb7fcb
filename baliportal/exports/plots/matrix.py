"""Matrix: a table of marks, or of numbers shaded by size."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..report_filters import ReportFilters

MAX_ROWS, MAX_COLUMNS = 60, 40
SHADES = 4
#: Cells up to which each says its mark in words; in a larger matrix only those that say more than the legend, and only
#: while all that they say is no more characters than this: a page is to be read on a slow line.
MAX_WORDED_CELLS, MAX_WORDS = 240, 8_000
#: Tones of cells without a class of their own: those of most cells.
QUIET = ("none", "not-checked", "not-recorded")


@dataclass(frozen=True)
class Mark:
    """A cell of a matrix: a letter or two, the same in words for screen readers, and a tone.

    Of an `explained` mark the legend says all that the words say.
    """

    text: str
    words: str
    tone: str
    explained: bool = False

    @property
    def css_class(self) -> str:
        return "" if self.tone in QUIET else f"tone-{self.tone}"


NOTHING = Mark("", "", "none")


@dataclass(frozen=True)
class Matrix:
    """`points` takes filters and yields (row, column, value): a Mark, or a number whose cell is shaded by its size.

    Numbers of one cell are added up; of several marks the last stays. Rows and columns are in the order in which they
    come, or sorted by name. `legend` are the marks to explain, `corner` is the heading above the names of the rows.
    One that `follows_days` is made of the report's rows, so that it can be drawn for a past day of the portal too.
    `row_urls` takes filters and returns the address of a row by its name, with its cells in words; of a matrix that
    `names_empty_rows`, rows of explained marks alone are named below it.
    """

    title: str
    corner: str
    points: Callable[[ReportFilters], Iterable[tuple[str, str, Mark | int]]]
    legend: tuple[Mark, ...] = ()
    note: str = ""
    rows_by_name: bool = False
    columns_by_name: bool = False
    row_urls: Callable[[ReportFilters], dict[str, str]] = lambda filters: {}
    names_empty_rows: bool = False
    follows_days: bool = False
    preview = 20
    template = "reports/plots/matrix.html"

    def draw(self, filters: ReportFilters) -> "DrawnMatrix | None":
        """The matrix under these filters; None when there is nothing to draw."""
        cells: dict[tuple[Any, Any], Any] = {}
        for row, column, value in self.points(filters):
            cells[row, column] = value if isinstance(value, Mark) else cells.get((row, column), 0) + value
        return DrawnMatrix(self, cells, self.row_urls(filters)) if cells else None


class DrawnMatrix:
    """The cells of one matrix for its template; `left_out` is the number of rows and columns beyond the limits.

    The rows and columns with the most in them stay. `empty_rows` are the names and addresses of rows that are not drawn
    as nothing stands in them.
    """

    def __init__(self, plot: Matrix, cells: dict[tuple[str, str], Mark | int], row_urls: dict[str, str]):
        self.title, self.corner, self.legend, self.note = plot.title, plot.corner, plot.legend, plot.note
        self._urls, empty = row_urls, _empty_rows(cells) if plot.names_empty_rows else ()
        self.empty_rows = [{"name": name, "url": row_urls.get(name, "")} for name in empty]
        self.cells = cells = {place: value for place, value in cells.items() if place[0] not in empty}
        numbers = [value for value in cells.values() if not isinstance(value, Mark)]
        self.highest = max(numbers, default=0)
        rows, columns = (_fullest(cells, side, most) for side, most in ((0, MAX_ROWS), (1, MAX_COLUMNS)))
        self.row_names = sorted(rows) if plot.rows_by_name else rows
        self.columns = sorted(columns) if plot.columns_by_name else columns
        self.left_out = len({row for row, _ in cells}) - len(rows) + len({column for _, column in cells}) - len(columns)

    def _worded(self, mark: Mark) -> bool:
        """Tell whether the cell of a mark says it in words."""
        if len(self.row_names) * len(self.columns) <= MAX_WORDED_CELLS:
            return True
        return not mark.explained and self._words <= MAX_WORDS

    @cached_property
    def _words(self) -> int:
        """Characters of what cells say beyond the legend."""
        marks = (value for value in self.cells.values() if isinstance(value, Mark))
        return sum(len(mark.words) for mark in marks if not mark.explained)

    @property
    def heads(self) -> Iterator[tuple[str, str, list[Mark]]]:
        """The name, the address or "", and the marks of each row."""
        for row, marks in self.rows:
            yield row, self._urls.get(row, ""), marks

    @property
    def rows(self) -> Iterator[tuple[str, list[Mark]]]:
        """The name and the marks of each row."""
        for row in self.row_names:
            yield row, [self._mark(self.cells.get((row, column), NOTHING)) for column in self.columns]

    def _mark(self, value):
        if isinstance(value, Mark):
            return value if self._worded(value) else replace(value, words="")
        shade = -(-SHADES * value // self.highest) if value else 0
        return Mark(f"{value:,}", "", f"shade-{shade}")


def _empty_rows(cells):
    """Names of rows in which every mark is explained by the legend; none where that is true of all rows."""
    said = {row for (row, _), mark in cells.items() if not getattr(mark, "explained", False)}
    return dict.fromkeys(row for row, _ in cells if row not in said) if said else ()


def _fullest(cells, side, most):
    """At most so many names of rows (side 0) or columns (side 1), those with most filled cells, in their order."""
    filled = {}
    for place, value in cells.items():
        filled[place[side]] = filled.get(place[side], 0) + bool(value != 0 and getattr(value, "text", True))
    fullest = set(sorted(filled, key=lambda name: -filled[name])[:most])
    return [name for name in filled if name in fullest]
