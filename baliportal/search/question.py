"""A visitor's words and choices put to one state of the index."""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from tantivy import Occur, Order, Query, Searcher, SearchResult

from . import facets
from .facets import Choices, FacetCount
from .matching import Matcher
from .schema import SCHEMA
from .wording import read

# The sort and what Tantivy is asked for it.
SORTS = {
    "relevance": {"weight_by_field": "recency"},
    "newest": {"order_by_field": "newest", "order": Order.Desc},
    "oldest": {"order_by_field": "oldest", "order": Order.Asc},
    "title": {"order_by_field": "by_title", "order": Order.Asc},
}


class Hit(NamedTuple):
    pk: int
    id: str
    score: float  # 0 where the order is not that of relevance


class Question:
    """`mode` tells how the words were taken: "all", "any", or "everything" when there are none."""

    def __init__(self, searcher: Searcher, q: str, choices: Choices):
        self._searcher, self._choices = searcher, choices
        self._matcher = Matcher(SCHEMA)
        self.wording = read(q)
        self.mode, self._words = next(self._readings())

    def page(self, sort: str, offset: int, limit: int) -> tuple[int, list[Hit]]:
        """How many records answer, and those of one page in the order of `sort`."""
        found = self._found(sort, offset, limit)
        if not found.count:
            self._take_another_reading()
            found = self._found(sort, offset, limit)
        return found.count, self._hits(found.hits[:limit])

    def pks(self, sort: str, offset: int, limit: int) -> list[int]:
        return self._pks(self._found(sort, offset, limit, count=False).hits)

    def counts(self) -> dict[str, list[FacetCount]]:
        return facets.count(self._searcher, self._narrowed, self._choices)

    def _readings(self) -> Iterator[tuple[str, Query]]:
        """All the words; where no record has them, half of them; where none has, any."""
        wanted = len(self.wording.wanted)
        if not wanted:
            yield "everything", self._matcher.everything(self.wording)
            return
        yield "all", self._matcher.all_of(self.wording)
        for enough in dict.fromkeys((ceil(wanted / 2), 1)) if wanted > 1 else ():
            yield "any", self._matcher.any_of(self.wording, enough)

    def _take_another_reading(self) -> None:
        """The first that finds a record when nothing is chosen: choices do not change how words are taken."""
        for mode, words in self._readings():
            if self._searcher.search(words, 1).count:
                self.mode, self._words = mode, words
                return

    def _narrowed(self, choices: Choices) -> Query:
        narrowing = [(Occur.Must, self._matcher.one_of(facet, values)) for facet, values in choices.items()]
        return Query.boolean_query([(Occur.Must, self._words), *narrowing]) if narrowing else self._words

    def _found(self, sort: str, offset: int, limit: int, *, count: bool = True) -> SearchResult:
        if sort not in SORTS or (sort == "relevance" and self.mode == "everything"):
            sort = "newest" if self.mode == "everything" else "relevance"
        narrowed = self._narrowed(self._choices)
        return self._searcher.search(narrowed, max(limit, 1), count=count, offset=offset, **SORTS[sort])

    def _hits(self, found: list) -> list[Hit]:
        ids = (self._searcher.doc(address).get_first("id") for _, address in found)
        scores = (score if isinstance(score, float) else 0.0 for score, _ in found)
        return [Hit(*hit) for hit in zip(self._pks(found), ids, scores, strict=True)]

    def _pks(self, found: list) -> list[int]:
        return self._searcher.fast_field_values("pk", [address for _, address in found])
