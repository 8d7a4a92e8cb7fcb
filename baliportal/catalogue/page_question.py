"""Question of a record page: a day in the life of its subject, a day of this portal's knowledge, a record beside it."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from .partial_dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate, in_words


class InvalidQuestion(ValueError):
    """A value that makes no sense; the message is the sentence that a visitor reads."""


@dataclass(frozen=True)
class PageQuestion:
    """`as_of` asks for the state of affairs on a day, `known` for what the portal said at the end of a day.

    `beside` is the slug of a record of the same kind to be shown beside this one (parameter `with`). None and "" ask
    for nothing special: today, all that is known, one record.
    """

    as_of: datetime.date | None = None
    known: datetime.date | None = None
    beside: str = ""

    @classmethod
    def read(cls, query: QueryDict, parameters=("as_of", "known", "with")) -> "PageQuestion":
        """Read those of the parameters that a page knows; raise InvalidQuestion for a value that is no day."""
        return cls(
            as_of=_day(query, "as_of") if "as_of" in parameters else None,
            known=_day(query, "known") if "known" in parameters else None,
            beside=query.get("with", "").strip().lower() if "with" in parameters else "",
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of a query string that reads as this question."""
        params = {"as_of": self.as_of, "known": self.known, "with": self.beside}
        return [(key, str(value)) for key, value in params.items() if value]

    @property
    def query(self) -> str:
        """The query string, with its question mark; "" for the question of an address without parameters."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def is_of_another_day(self) -> bool:
        return bool(self.as_of or self.known)

    @property
    def days_in_words(self) -> str:
        """The days as a sentence for people, "" without any: "As of 1 June 2015, by what this portal said on …"."""
        as_of = f"as of {day_in_words(self.as_of)}" if self.as_of else ""
        known = f"what this portal said on {day_in_words(self.known)}" if self.known else ""
        words = ", by ".join(filter(None, [as_of, known]))
        return words[:1].upper() + words[1:]


#: The question of an address without parameters.
TODAY = PageQuestion()


def day_in_words(day: datetime.date) -> str:
    """Return a day for people: "1 June 2015"."""
    return in_words(PartialDate.of(day))


def read_day(name: str, text: str) -> datetime.date | None:
    """Return the day that a parameter names, None for no text; InvalidQuestion for one that cannot be answered."""
    text = text.strip()
    try:
        day = datetime.date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise InvalidQuestion(f"“{text}” is not a day of the form 2015-06-01.") from problem
    if day and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise InvalidQuestion(f"“{text}” is not between the years {EARLIEST_YEAR} and {LATEST_YEAR}.")
    if day and name == "known" and day > timezone.localdate():
        raise InvalidQuestion(f"{day_in_words(day)} has not come yet: nobody knows what this portal will say then.")
    return day


def _day(query, name):
    return read_day(name, query.get(name, ""))
