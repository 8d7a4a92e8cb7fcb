"""Matrix of members and treaties: a word and a year in each cell, and until when the acts of a treaty are all here."""

from dataclasses import dataclass

from baliportal.catalogue.country_pages import country_url
from baliportal.exports.plots import Mark

from ..treaty_acts import partial
from ..treaty_state import CANNOT_JOIN, LEFT, NOT_LOOKED_UP, NOT_PARTY, PARTY, PARTY_UNDATED, SIGNED, UNCERTAIN

LETTERS = {"ratification": "R", "accession": "A", "acceptance": "Ac", "approval": "Ap", "succession": "Su"}
LEGEND = (
    Mark("R", "Ratification, with its year", "p"), Mark("A", "Accession", "p"), Mark("Ac", "Acceptance", "p"),
    Mark("Ap", "Approval", "p"), Mark("Su", "Succession", "p"),
    Mark("R by", "Party by that year, since when is not recorded", "p"), Mark("s", "Signed only", "s"),
    Mark("D", "Denunciation: it left", "l"), Mark("no", "Not a party, as of that year", "n"),
    Mark("n/a", "Cannot join", "n"), Mark("~", "Not certain for this day", "s"), Mark("?", "Not looked up", "u"),
)  # fmt: skip
#: Class of the cells of each state; of one letter, as a page has a thousand of them.
TONES = {
    PARTY: "p", PARTY_UNDATED: "p", SIGNED: "s", LEFT: "l", NOT_PARTY: "n", CANNOT_JOIN: "n", UNCERTAIN: "s",
    NOT_LOOKED_UP: "u",
}  # fmt: skip
WORDS = {SIGNED: "s", LEFT: "D", NOT_PARTY: "no", CANNOT_JOIN: "n/a", UNCERTAIN: "~", NOT_LOOKED_UP: "?"}


@dataclass(frozen=True)
class TreatyPlot:
    """The matrix of the rows of `TreatyMatrixFilters`."""

    title: str
    preview = 12
    template = "reports/plots/treaties.html"

    def draw(self, filters):
        """The matrix under these filters; None without rows."""
        return DrawnTreaties(self.title, filters) if filters.rows else None


class DrawnTreaties:
    """The cells of the matrix for its template."""

    legend = LEGEND

    def __init__(self, title, filters):
        self.title, self._records = title, filters.records
        self._cells = {(row["code"], row["page"]): mark_of(row) for row in filters.rows}
        self._names = {row["code"]: row["country"] for row in filters.rows}
        pages = {row["page"] for row in filters.rows}
        self._treaties = [treaty for treaty in filters.treaties if f"/e/{treaty.public_id}/" in pages]

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
        missing = Mark("–", "", "u")
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
