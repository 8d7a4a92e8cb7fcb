"""Columns and sentences that both tables of the comparison share."""

from dataclasses import dataclass

from baliportal.catalogue.partial_dates import PartialDate, in_words

#: States that begin with an act of a day; all others last since a day.
ACTS = ("repealed", "signed", "left")


@dataclass(frozen=True)
class Column:
    """A member at the head of a column, with what is to be said of it there."""

    country: object
    words: str = ""

    @property
    def name(self):
        return self.country.name

    @property
    def url(self):
        return f"/members/{self.country.code.lower()}/"


def said(row: dict, since: str = "since") -> str:
    """The state of a law, treaty or system in words, with its days: “Party, by accession, since 14 September 2005”."""
    repealed = row["state"] == "repealed"
    begun, ended = (row.get("until"), "") if repealed else (row.get("since"), row.get("until"))
    parts = [row["words"], _dated("on" if row["state"] in ACTS else since, begun), _dated("until", ended)]
    if not begun and row["state"] in (*ACTS, "party"):
        parts.append("day not recorded")
    return ", ".join(filter(None, parts))


def _dated(word, day):
    return f"{word} {day_in_words(day)}" if day else ""


def day_in_words(day: str) -> str:
    """A partial date in ISO 8601 for people; '' for none."""
    return in_words(PartialDate.parse(day)) if day else ""
