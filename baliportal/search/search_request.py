"""The search request: the query string, read once, leniently, into one object for pages, feeds, exports and the API."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from baliportal.catalogue.codes import canonical_code

FACETS = {
    "kind": "Kind",
    "country": "Country",
    "group": "Country group",
    "topic": "Theme",
    "year": "Year",
    "language": "Language",
    "type": "Type",
    "has": "Has",
    "meeting": "Meeting",
    "state": "State",
    "verification": "Checked against its source",
}
# Facets of few kinds, which only the lists of these show: elsewhere they would crowd out those that all records have.
OF_FEW_KINDS = ("meeting", "state")
SORTS = {"relevance": "Best match", "newest": "Newest first", "oldest": "Oldest first", "title": "Title"}
# Characters of `q` that are read: people type fewer, only programs send more.
MAX_QUERY_LENGTH = 1_000
# Values that are read, of all facets together, and characters of one value. Each link of a page repeats the whole
# question: 400 invented values, 4 kB, were a page of 2.4 MB.
MAX_CHOICES, MAX_VALUE_LENGTH = 40, 100
# The greatest page number that is read: 20 records each of the 1,000,000 that the search reaches.
MAX_PAGE = 50_000


@dataclass(frozen=True)
class SearchRequest:
    """Words, choices, sort and page. `fixed` are the choices that the address itself makes, as /legislation/ does.

    `unfolded` is the facet whose choices are all shown, '' for none.

    `choices` and `fixed` hold a list of values for the name of a facet. `synonyms` tells whether synonyms of the words
    are searched as well.
    """

    q: str = ""
    choices: dict[str, list[str]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    fixed: dict[str, list[str]] = field(default_factory=dict)
    synonyms: bool = True
    unfolded: str = ""

    @classmethod
    def read(cls, query: QueryDict, fixed: dict[str, list[str]] | None = None) -> "SearchRequest":
        """Read a QueryDict. What makes no sense is passed over: no query string is an error.

        Facets may be repeated; of any other parameter that is given twice the last value counts, blank or not. Codes
        are read without regard to case.
        """
        fixed = fixed or {}
        unfolded = query.get("unfolded", "").lower()
        choices = _choices({key: query.getlist(key) for key in FACETS if key not in fixed})
        q, sort = clean_text(query.get("q", "")).strip()[:MAX_QUERY_LENGTH].strip(), query.get("sort", "").lower()
        return cls(
            q=q,
            choices=choices,
            sort=sort if sort in SORTS else "",
            page=_page(query.get("page", "")),
            fixed=fixed,
            synonyms=not q or query.get("synonyms", "").lower() != "off",
            unfolded=unfolded if unfolded in FACETS and unfolded not in fixed else "",
        )

    @property
    def all_choices(self) -> dict[str, Any]:
        """The visitor's choices and those of the address: keyword arguments for `search`."""
        return {**self.choices, **self.fixed}

    @property
    def whole(self) -> "SearchRequest":
        """The question alone, of all pages: what a file of the list answers."""
        return replace(self, page=1, unfolded="")

    @property
    def limits_reached(self) -> list[str]:
        """The limits that the request fills, in words: what was sent beyond them was not read."""
        reached = {
            f"the first {MAX_QUERY_LENGTH:,} characters of the words": len(self.q)
            >= MAX_QUERY_LENGTH - 1,  # cut at a blank
            f"the first {MAX_CHOICES} filters": sum(map(len, self.choices.values())) >= MAX_CHOICES,
        }
        return [limit for limit, is_reached in reached.items() if is_reached]

    @property
    def effective_sort(self) -> str:
        """The sort in force: by relevance when there are words, else the newest first."""
        return self.sort or ("relevance" if self.q else "newest")

    @property
    def kind(self) -> str:
        """The one kind that is chosen, or ''."""
        kinds = self.all_choices.get("kind", [])
        return kinds[0] if len(kinds) == 1 else ""

    def toggled(self, key: str, value: str) -> "SearchRequest":
        """The request with this choice added, or taken away when it was there; back on the first page."""
        current = self.choices.get(key, [])
        values = [other for other in current if other != value] if value in current else [*current, value]
        choices = {k: v for k, v in {**self.choices, key: values}.items() if v}
        return replace(self, choices=choices, page=1)

    def but(self, **changes: Any) -> "SearchRequest":
        """The request with other words, choices, sort or page; on the first page unless `page` is given."""
        return replace(self, **({"page": 1} | changes))

    def query_string(self, **more: Any) -> str:
        """The request as a query string with its question mark, '' for none."""
        pairs = [*self.pairs, *more.items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def pairs(self) -> list[tuple[str, str | int]]:
        """Names and values of a query string that reads as this request; in one fixed order, so that equal requests
        are equal."""
        pairs: list[tuple[str, str | int]] = [("q", self.q)] if self.q else []
        pairs += [(key, value) for key in FACETS for value in self.choices.get(key, [])]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [] if self.synonyms or not self.q else [("synonyms", "off")]
        pairs += [("unfolded", self.unfolded)] if self.unfolded else []
        return pairs + ([("page", self.page)] if self.page > 1 else [])


def clean_text(text: str) -> str:
    """Text without NUL and half surrogate pairs, which neither the index nor a database can store."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _choices(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """The values of each facet in canonical form, MAX_CHOICES of all facets together."""
    choices, free = {}, MAX_CHOICES
    for key, values in sent.items():
        read = _values(key, values[:MAX_CHOICES])[:free]
        free -= len(read)
        if read:
            choices[key] = read
    return choices


def _values(key: str, values: Sequence[str]) -> list[str]:
    cut = (clean_text(value).strip()[:MAX_VALUE_LENGTH].strip() for value in values)
    return list(dict.fromkeys(code for code in (canonical_code(key, value) for value in cut) if code))


def _page(text: str) -> int:
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() and len(text) < 10 else 1
