"""How often terms occur in one state of the index: looks into its term dictionaries, a microsecond each."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log

from tantivy import Searcher

from ..analysis.stemming import STEMMERS, stem
from ..index.schema import BOOSTS
from ..parsing.ast import Alternative, Clause

# Where other names are looked for: `names` holds the labels of what the facets hold.
OTHER_NAMES_IN = ("title", "original_title", "summary", "text")


class TermFrequencies:
    def __init__(self, searcher: Searcher):
        self._records = searcher.num_docs
        self.of = lru_cache(maxsize=None)(searcher.doc_freq)

    def rarity(self, field: str, terms: Iterable[str]) -> float:
        """What terms that stand together count for in a field, as Tantivy reckons it; 0 when one stands nowhere."""
        counts = [self.of(field, term) for term in terms]
        return sum(map(self._rarity, counts)) if counts and all(counts) else 0.0

    def least_rarity(self, terms: Iterable[str]) -> float:
        """The same in the field where each is commonest; 0 when one stands nowhere."""
        counts = [max(self.of(field, term) for field in BOOSTS) for term in terms]
        return sum(map(self._rarity, counts)) if counts and all(counts) else 0.0

    def knows(self, clause: Clause) -> bool:
        """Whether some field has all its terms."""
        return any(all(self.of(field, term) for term in clause.words) for field in BOOSTS)

    def cost(self, clause: Clause) -> int:
        """How many places in the index its words make Tantivy read."""
        return sum(self.of(field, term) for field in BOOSTS for term in clause.words)

    def places(self, other: Alternative) -> Iterator[tuple[str, int]]:
        """The fields where an alternative may stand, with what looking there costs."""
        if other.facet:
            if self.of(other.facet, other.value):
                yield other.facet, 0
            return
        for field in OTHER_NAMES_IN:
            counts = [self.of(field, term) for _, term in other.terms]
            if all(counts):
                yield field, min(counts) * len(counts)

    def stems(self, word: str, field: str) -> list[str]:
        """The marked stems of a word, in languages other than English, that stand in a field."""
        found = (stem(word, language) for language in STEMMERS if self.of("language", language))
        return [own for own in found if own and self.of(field, own)]

    def _rarity(self, count: int) -> float:
        # Until segments are merged a term is counted in deleted records as well, and so in more than there are.
        return log(1 + (max(self._records - count, 0) + 0.5) / (count + 0.5))
