"""Numbers by row and part, for the drawing and for the table of a plot."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

#: Colours that can be told apart.
MAX_PARTS = 7
OTHERS = "Others"


@dataclass(frozen=True)
class Grid:
    """Numbers at (row, part); `rows` and `parts` are in the order in which they are drawn."""

    rows: list[Hashable]
    parts: list[str]
    numbers: dict[tuple[Hashable, str], int]

    def at(self, row: Hashable, part: str) -> int:
        return self.numbers.get((row, part), 0)

    def row_values(self, row: Hashable) -> list[int]:
        """The numbers of a row, part by part."""
        return [self.at(row, part) for part in self.parts]

    def row_total(self, row: Hashable) -> int:
        return sum(self.row_values(row))

    def part_total(self, part: str) -> int:
        return sum(self.at(row, part) for row in self.rows)


def build_grid(points: Iterable[tuple[Hashable, str, int]], parts: Iterable[str] = ()) -> Grid:
    """The grid of points (row, part, number); numbers at the same place are added up, rows stay in their order.

    The parts given come first, then the others from the largest down; beyond MAX_PARTS the last are added up as OTHERS.
    """
    numbers, totals = {}, {}
    for row, part, number in points:
        numbers[row, part] = numbers.get((row, part), 0) + number
        totals[part] = totals.get(part, 0) + number
    largest_first = sorted(totals, key=lambda part: (-totals[part], part))
    ordered = [part for part in dict.fromkeys([*parts, *largest_first]) if part in totals]
    if len(ordered) > MAX_PARTS:
        named = ordered[: MAX_PARTS - 1]
        fewer = ((row, part if part in named else OTHERS, number) for (row, part), number in numbers.items())
        return build_grid(fewer, named)
    return Grid(list(dict.fromkeys(row for row, _ in numbers)), ordered, numbers)
