"""Advice on a search: spelling suggestions, words that no record has, and wider searches."""

from functools import cached_property
from typing import Any

from ..index.index import Index
from ..query import SearchResults, search
from ..search_request import SearchRequest
from ..spelling.corrections import corrected
from ..spelling.unknown_words import unknown_words
from ..thesaurus.thesaurus import Thesaurus
from .facet_labels import FacetLabels
from .relaxation import relaxations
from .result import results_in_words

# The number of results below which the spelling is checked although all words were found.
FEW_RESULTS = 3


class Advice:
    """Advice on one request and its results; `path` is the list's own address."""

    def __init__(
        self,
        request: SearchRequest,
        results: SearchResults,
        index: Index,
        thesaurus: Thesaurus,
        labels: FacetLabels,
        path: str,
    ):
        self._request, self._results, self._index, self._thesaurus = request, results, index, thesaurus
        self._labels, self._path = labels, path

    @cached_property
    def did_you_mean(self) -> dict[str, Any] | None:
        """A link to the query with its spelling corrected, where that finds more; or None."""
        if not self._request.q or (self._results.total >= FEW_RESULTS and self._results.mode != "any"):
            return None
        with self._index.reading() as reader:
            better_q = corrected(reader.searcher, self._request.q, self._thesaurus)
        if not better_q:
            return None
        request = self._request.but(q=better_q)
        results = self._search(request)
        return self._link(request, results.total) if self._is_better(results) else None

    @cached_property
    def relaxations(self) -> list[dict[str, Any]]:
        """Links to up to three wider searches that find something, where this one finds nothing."""
        if self._results.total:
            return []
        wider = relaxations(self._request, self._count, self._labels.of, self._unknown)
        return [self._link(relaxed.request, relaxed.total, without=relaxed.without) for relaxed in wider]

    @cached_property
    def unknown(self) -> list[str]:
        """The words that no record has, where not all words were found together."""
        return self._unknown if self._results.mode == "any" else []

    @cached_property
    def _unknown(self) -> list[str]:
        if not self._request.q:
            return []
        with self._index.reading() as reader:
            words = unknown_words(reader.searcher, self._request.q, self._thesaurus)
        return list(dict.fromkeys(self._request.q[word.start : word.end] for word in words))

    def _is_better(self, results: SearchResults) -> bool:
        has_all_words_only_now = results.total > 0 and results.mode == "all" != self._results.mode
        return results.total > self._results.total or has_all_words_only_now

    def _link(self, request: SearchRequest, total: int, **more: str) -> dict[str, Any]:
        url = self._path + request.query_string()
        return {"q": request.q, "url": url, "total": results_in_words(total), **more}

    def _count(self, request: SearchRequest) -> int:
        results = self._search(request)
        return 0 if results.mode == "any" else results.total

    def _search(self, request: SearchRequest) -> SearchResults:
        return search(
            self._index, request.q, limit=1, facets=False, thesaurus=self._thesaurus, synonyms=request.synonyms,
            **request.all_choices,
        )  # fmt: skip
