"""The question of the calendar pages and of their file, read once from the query string."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from baliportal.catalogue.calendar_entries import CalendarQuestion
from baliportal.catalogue.codes import canonical_code
from baliportal.search.search_request import clean_text

PARAMETERS = ("kind", "type", "series", "topic", "host")
MAX_VALUE_LENGTH = 100


@dataclass(frozen=True)
class CalendarRequest:
    """The choices: kind of record, its type, series and theme by slug, host country by code; "" for all of them."""

    kind: str = ""
    type: str = ""
    series: str = ""
    topic: str = ""
    host: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "CalendarRequest":
        """Read the parameters without regard to case; of one given twice the last value counts."""
        values = {name: clean_text(query.get(name, "")).strip()[:MAX_VALUE_LENGTH] for name in PARAMETERS}
        return cls(**{name: canonical_code(name, value) for name, value in values.items()})

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of a query string that reads as this question."""
        return [(name, value) for name in PARAMETERS if (value := getattr(self, name))]

    @property
    def query(self) -> str:
        """The query string with its question mark; "" for no choice."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    def between(self, first=None, last=None) -> CalendarQuestion:
        """The question with days, each None for no limit."""
        return replace(CalendarQuestion(**dict(self.pairs)), first=first, last=last)
