"""Number of parties to a treaty over the years, as a drawing for a template and a table of the same numbers."""

import datetime

from baliportal.exports.plots.scale import Scale, label_step, percent

from .treaty_acts import history_of
from .treaty_state import state_of

#: Edges of the field of the drawing, in percent; the labels of the axes are outside it.
LEFT, TOP, BOTTOM = 7, 8, 86
MAX_LABELS = 6


class PartyChart:
    """The parties at the end of every year, until the year of a day; parties since an unrecorded day are left out.

    `countries` have a `code` and a `name`. `complete` is the year until which all acts are recorded, None if unknown.
    """

    def __init__(self, record: dict, countries, day: datetime.date):
        self.changes = _changes(record, countries, day)
        self.first = min(self.changes, default=day.year)
        self.last = day.year
        self.complete = int(record["as_of"][:4]) if record.get("as_of") else None

    @property
    def is_drawn(self) -> bool:
        return self.last - self.first > 1 and bool(self.changes)

    @property
    def steps(self) -> list[dict]:
        """A bar for each run of years with one number of parties: position, size and words."""
        rows = self.rows
        ends = [row["year"] for row in rows[1:]] + [self.last + 1]
        return [self._step(row, end) for row, end in zip(rows, ends, strict=True) if row["number"]]

    @property
    def lines(self) -> list[dict[str, str]]:
        return self._scale.lines

    @property
    def ticks(self) -> list[dict]:
        years = range(self.first, self.last + 1)
        return [
            {"x": percent(self._x(year + 0.5)), "label": year} for year in years[:: label_step(len(years), MAX_LABELS)]
        ]

    @property
    def incomplete(self) -> dict | None:
        """The years for which acts may be missing: position and size."""
        if self.complete is None or self.complete >= self.last:
            return None
        start = max(self.complete + 1, self.first)
        return {"x": percent(self._x(start)), "width": percent(100 - self._x(start)), "since": self.complete}

    @property
    def rows(self) -> list[dict]:
        """The years in which somebody joined or left, with their names and the number of parties afterwards."""
        rows, number = [], 0
        for year in sorted(self.changes):
            joined, left = self.changes[year]
            number += len(joined) - len(left)
            rows.append({"year": year, "joined": joined, "left": left, "number": number})
        return rows

    @property
    def description(self) -> str:
        last = self.rows[-1]
        return f"{last['number']} parties since {last['year']}, the first in {self.first}. The table has every year."

    @property
    def _scale(self):
        return Scale(max((row["number"] for row in self.rows), default=1) or 1, TOP, BOTTOM)

    def _x(self, year):
        return LEFT + (100 - LEFT) * (year - self.first) / (self.last + 1 - self.first)

    def _step(self, row, end):
        number, scale = row["number"], self._scale
        width = self._x(end) - self._x(row["year"])
        return {"x": percent(self._x(row["year"])), "width": percent(width), "y": scale.at(number),
                "height": scale.length(number), "words": f"{row['year']}: {number}"}  # fmt: skip


def _changes(record, countries, day):
    """States that joined and left in each year: {year: (names, names)}; undated acts are in no year."""
    changes = {}
    for country in countries:
        was_party = False
        for year in _years(record, country.code, day):
            is_party = state_of(record, country.code, min(datetime.date(year, 12, 31), day)).state == "party"
            if is_party != was_party:
                changes.setdefault(year, ([], []))[not is_party].append(country.name)
            was_party = is_party
    return changes


def _years(record, code, day):
    years = {act.date.year for act in history_of(record, code).acts if act.date}
    return sorted(year for year in years if year <= day.year)
