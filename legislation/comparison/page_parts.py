"""Columns and days that both tables of the comparison share."""

from dataclasses import dataclass

from baliportal.catalogue.partial_dates import PartialDate, in_words


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


def day_in_words(day: str) -> str:
    """A partial date in ISO 8601 for people; '' for none."""
    return in_words(PartialDate.parse(day)) if day else ""
