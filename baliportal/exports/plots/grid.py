"""Numbers by row and by part, as a plot draws them and its table says them."""

from dataclasses import dataclass

MOST_PARTS = 7  # colours that can be told apart
OTHERS = "Others"


@dataclass(frozen=True)
class Grid:
    """Numbers at (row, part); `rows` and `parts` stand in the order in which they are drawn."""

    rows: list
    parts: list
    numbers: dict

    def at(self, row, part):
        return self.numbers.get((row, part), 0)

    def across(self, row):
        """The numbers of a row, part by part."""
        return [self.at(row, part) for part in self.parts]

    def of_row(self, row):
        return sum(self.across(row))

    def of_part(self, part):
        return sum(self.at(row, part) for row in self.rows)


def gathered(points, parts=()):
    """The grid of points (row, part, number), those of one place added up; rows as they come.

    Parts stand in the order given, then the largest first; the last become one where there are too many.
    """
    numbers, totals = {}, {}
    for row, part, number in points:
        numbers[row, part] = numbers.get((row, part), 0) + number
        totals[part] = totals.get(part, 0) + number
    largest_first = sorted(totals, key=lambda part: (-totals[part], part))
    ordered = [part for part in dict.fromkeys([*parts, *largest_first]) if part in totals]
    if len(ordered) > MOST_PARTS:
        kept = ordered[: MOST_PARTS - 1]
        fewer = ((row, part if part in kept else OTHERS, number) for (row, part), number in numbers.items())
        return gathered(fewer, kept)
    return Grid(list(dict.fromkeys(row for row, _ in numbers)), ordered, numbers)
