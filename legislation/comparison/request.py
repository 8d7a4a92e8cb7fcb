"""The question of the comparison page, read once from its query string."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from baliportal.catalogue.codes import canonical_code
from baliportal.catalogue.page_question import TODAY, PageQuestion

FEWEST, MOST = 2, 5


@dataclass(frozen=True)
class ComparisonRequest:
    """Country codes in the order of the columns, a treaty or a theme by its slug, and the days that are asked about.

    A treaty goes before a theme.
    """

    countries: tuple[str, ...] = ()
    treaty: str = ""
    topic: str = ""
    days: PageQuestion = TODAY

    @classmethod
    def read(cls, query: QueryDict, days: tuple[str, ...] = ("as_of", "known")) -> "ComparisonRequest":
        """Read the parameters `country` (repeatable), `treaty` and `topic`, without regard to case, and the `days`.

        Raises InvalidQuestion for a value that is no day.
        """
        codes = [canonical_code("country", value.strip()) for value in query.getlist("country") if value.strip()]
        treaty, topic = (canonical_code(key, query.get(key, "").strip()) for key in ("treaty", "topic"))
        return cls(tuple(dict.fromkeys(codes)), treaty, "" if treaty else topic, PageQuestion.read(query, days))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of a query string that reads as this question."""
        countries = [("country", code) for code in self.countries]
        subject = [(key, value) for key, value in (("treaty", self.treaty), ("topic", self.topic)) if value]
        return countries + subject + self.days.pairs

    @property
    def query(self) -> str:
        """The canonical query string."""
        return urlencode(self.pairs)
