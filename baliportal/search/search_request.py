"""The visitor's question: the query string, read once, leniently, into one object for pages, feeds and exports."""

from dataclasses import dataclass, field, replace
from urllib.parse import quote_plus, urlencode

from baliportal.catalogue.codes import canonical_code

FACETS = {
    "kind": "Kind",
    "country": "Country",
    "topic": "Theme",
    "year": "Year",
    "language": "Language",
    "type": "Type",
}
SORTS = {"relevance": "Best match", "newest": "Newest first", "oldest": "Oldest first", "title": "Title"}
LONGEST_WORDS = 1_000  # characters of q that are read; nobody types more, programs do
MOST_CHOICES = 40  # of one facet
LONGEST_CHOICE = 100  # characters of one choice
LAST_PAGE = 50_000


@dataclass(frozen=True)
class SearchRequest:
    """Words, choices, sort and page. `fixed` are choices that the address itself makes, as /legislation/ does.

    `synonyms` says whether other names of what the words name are looked for as well.
    """

    q: str = ""
    choices: dict = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    fixed: dict = field(default_factory=dict)
    synonyms: bool = True

    @classmethod
    def read(cls, query, fixed=None):
        """Read a QueryDict. What makes no sense is passed over: no query string is an error.

        Facets may be repeated; of any other parameter that is given twice the last value counts, blank or not. Codes
        are read without regard to case.
        """
        fixed = fixed or {}
        chosen = {key: _values(key, query.getlist(key)) for key in FACETS if key not in fixed}
        q, sort = clean_text(query.get("q", ""))[:LONGEST_WORDS].strip(), query.get("sort", "").lower()
        return cls(
            q=q,
            choices={key: values for key, values in chosen.items() if values},
            sort=sort if sort in SORTS else "",
            page=_page(query.get("page", "")),
            fixed=fixed,
            synonyms=not q or query.get("synonyms", "").lower() != "off",
        )

    @property
    def all_choices(self):
        """What the index is asked: the visitor's choices and those of the address."""
        return {**self.choices, **self.fixed}

    @property
    def effective_sort(self):
        """The sort in force: by relevance when there are words, else the newest first."""
        return self.sort or ("relevance" if self.q else "newest")

    @property
    def kind(self):
        """The one kind asked for, or ''."""
        kinds = self.all_choices.get("kind", [])
        return kinds[0] if len(kinds) == 1 else ""

    def toggled(self, key, value):
        """The question with this choice added, or taken away when it was there; back on the first page."""
        now = self.choices.get(key, [])
        values = [other for other in now if other != value] if value in now else [*now, value]
        choices = {k: v for k, v in {**self.choices, key: values}.items() if v}
        return replace(self, choices=choices, page=1)

    def with_one_more(self, key):
        """A function that gives, for another value of a facet, the query string of the question with that chosen too.

        The same as `toggled(key, value).query_string()` of a value that is not chosen; made for very many of them.
        """
        mark = "\0"  # stands in no question: it is taken out of everything that is read
        before, after = self.toggled(key, mark).query_string().split(quote_plus(mark))
        return lambda value: f"{before}{quote_plus(value)}{after}"

    def but(self, **changes):
        """The question with other words, choices, sort or page."""
        return replace(self, **({"page": 1} | changes))

    def query_string(self, **more):
        """The question as a query string, '' for none."""
        pairs = [*self.pairs, *more.items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def pairs(self):
        """Names and values of a query string that reads as this question; in one fixed order, so that equal questions
        are equal."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(key, value) for key in FACETS for value in self.choices.get(key, [])]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [] if self.synonyms or not self.q else [("synonyms", "off")]
        return pairs + ([("page", self.page)] if self.page > 1 else [])


def clean_text(text):
    """Text without NUL and half surrogate pairs, which no index and no database keeps."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _values(key, values):
    clean = (canonical_code(key, clean_text(value).strip()[:LONGEST_CHOICE].strip()) for value in values[:MOST_CHOICES])
    return list(dict.fromkeys(value for value in clean if value))


def _page(text):
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 10 else 1
