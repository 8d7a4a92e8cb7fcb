"""Matrix of members and treaties: a word and a year in each cell, and until when the acts of a treaty are all here."""

from collections.abc import Callable
from dataclasses import dataclass

from baliportal.catalogue.country_pages import country_url
from baliportal.exports.plots import Mark

from ..treaty_acts import partial
from ..treaty_state import CANNOT_JOIN, LEFT, NOT_LOOKED_UP, NOT_PARTY, PARTY, PARTY_UNDATED, SIGNED, UNCERTAIN

LETTERS = {"ratification": "R", "accession": "A", "acceptance": "Ac", "approval": "Ap", "succession": "Su"}
LEGEND = (
    Mark("R", "Ratification, with its year", "joined"), Mark("A", "Accession", "joined"),
    Mark("Ac", "Acceptance", "joined"), Mark("Ap", "Approval", "joined"), Mark("Su", "Succession", "joined"),
    Mark("R by", "Party by that year, since when is not recorded", "joined"),
    Mark("s", "Signed only", "signed"), Mark("D", "Denunciation: it left", "left"),
    Mark("no", "Not a party, as of that year", "confirmed-none"), Mark("n/a", "Cannot join", "confirmed-none"),
    Mark("~", "Not certain for this day", "signed"), Mark("?", "Not looked up", "not-recorded"),
)  # fmt: skip
TONES = {
    PARTY: "joined", PARTY_UNDATED: "joined", SIGNED: "signed", LEFT: "left", NOT_PARTY: "confirmed-none",
    CANNOT_JOIN: "confirmed-none", UNCERTAIN: "signed", NOT_LOOKED_UP: "not-recorded",
}  # fmt: skip
WORDS = {SIGNED: "s", LEFT: "D", NOT_PARTY: "no", CANNOT_JOIN: "n/a", UNCERTAIN: "~", NOT_LOOKED_UP: "?"}


@dataclass(frozen=True)
class TreatyPlot:
    """`rows` and `treaties` take filters: the rows of the report, and its treaties with their records."""

    title: str
    rows: Callable
    treaties: Callable
    template = "reports/plots/treaties.html"

    def draw(self, filters):
        """The matrix under these filters; None without rows."""
        rows = list(self.rows(filters))
        return DrawnTreaties(self, rows, *self.treaties(filters)) if rows else None


class DrawnTreaties:
    """The cells of the matrix for its template."""

    legend = LEGEND

    def __init__(self, plot, rows, treaties, records):
        self.title = plot.title
        self._cells = {(row["code"], row["page"]): mark_of(row) for row in rows}
        self._names = {row["code"]: row["country"] for row in rows}
        pages = {row["page"] for row in rows}
        self._treaties = [treaty for treaty in treaties if f"/e/{treaty.public_id}/" in pages]
        self._records = records

    @property
    def columns(self):
        """Each treaty with its address and the line that says until when the acts of members are all recorded."""
        for treaty in self._treaties:
            until = partial(self._records[treaty.public_id]["as_of"])
            as_of = f"as of {until}" if until else "as of: not recorded"
            yield {"name": treaty.short_title or treaty.title, "url": treaty.get_absolute_url(), "as_of": as_of}

    @property
    def rows(self):
        """Each member with its address and cells."""
        missing = Mark("–", "", "none")
        for code, name in self._names.items():
            pages = [f"/e/{treaty.public_id}/" for treaty in self._treaties]
            yield {"name": name, "url": country_url(code)}, [self._cells.get((code, at), missing) for at in pages]


def mark_of(row) -> Mark:
    """The cell of a row: a word for the act or the state, and the year of the act or of the latest look."""
    state, date, looked = row["state"], row["date"][:4], row["as_of"][:4]
    word = WORDS.get(state) or LETTERS.get(row["action"].lower(), "P")
    if state == PARTY_UNDATED:
        word, date = f"{word} by" if looked else word, looked
    year = looked if state in (NOT_PARTY, CANNOT_JOIN) else date
    return Mark(f"{word} {year}".strip(), row["words"], TONES[state])
