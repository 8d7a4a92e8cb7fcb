"""Question of a record page: a day in the life of its subject, a day of this portal's knowledge, a record beside it."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict


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


#: The question of an address without parameters.
TODAY = PageQuestion()


def _day(query, name):
    text = query.get(name, "").strip()
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise InvalidQuestion(f"“{text}” is not a day of the form 2015-06-01.") from problem
