"""Document frequencies of terms in one state of the index; a look into its term dictionary takes a microsecond."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import log

from tantivy import Searcher

from ..analysis.stemming import STEMMERS, stem
from ..index.schema import BOOSTS
from ..parsing.ast import Alternative, Clause

# The fields searched for synonyms. Not `names`: it holds the labels of the facets' values, which are searched as such.
SYNONYM_FIELDS = ("title", "original_title", "summary", "text")


class TermFrequencies:
    """Frequencies, rarities (BM25's inverse document frequency) and costs, each term looked up once.

    `of(field, term)` is the number of documents that have a term in a field.
    """

    def __init__(self, searcher: Searcher):
        self._document_count = searcher.num_docs
        self.of: Callable[[str, str], int] = lru_cache(maxsize=None)(searcher.doc_freq)

    def rarity(self, field: str, terms: Iterable[str]) -> float:
        """The sum of the terms' rarities in a field, as Tantivy scores a phrase; 0 when one is in no document."""
        counts = [self.of(field, term) for term in terms]
        return sum(map(self._rarity, counts)) if counts and all(counts) else 0.0

    def least_rarity(self, terms: Iterable[str]) -> float:
        """The same with each term's rarity in the field where it is commonest."""
        counts = [max(self.of(field, term) for field in BOOSTS) for term in terms]
        return sum(map(self._rarity, counts)) if counts and all(counts) else 0.0

    def knows(self, clause: Clause) -> bool:
        """True if there is a field that has each of the clause's terms, not necessarily in one document."""
        return any(all(self.of(field, term) for term in clause.words) for field in BOOSTS)

    def cost(self, clause: Clause) -> int:
        """The number of postings that the clause's words make Tantivy read."""
        return sum(self.of(field, term) for field in BOOSTS for term in clause.words)

    def field_costs(self, other: Alternative) -> Iterator[tuple[str, int]]:
        """The fields that have an alternative's terms, with the number of postings that a search there reads."""
        if other.facet:
            if self.of(other.facet, other.value):
                yield other.facet, 0
            return
        for field in SYNONYM_FIELDS:
            counts = [self.of(field, term) for _, term in other.terms]
            if all(counts):
                yield field, min(counts) * len(counts)

    def stems(self, word: str, field: str) -> list[str]:
        """The marked stems of a word, in languages other than English, that occur in a field."""
        stems = (stem(word, language) for language in STEMMERS if self.of("language", language))
        return [marked for marked in stems if marked and self.of(field, marked)]

    def _rarity(self, count: int) -> float:
        # Until segments are merged a term is counted in deleted documents too, so `count` may exceed their number.
        return log(1 + (max(self._document_count - count, 0) + 0.5) / (count + 0.5))
