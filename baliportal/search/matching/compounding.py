"""Compounds: "cross border", "cross-border" and "crossborder" are one; a run-together word is found as two."""

from ..analysis.analyser import stem
from ..index.schema import BOOSTS
from ..parsing.ast import Alternative, Clause
from .term_frequencies import TermFrequencies

# Documents that have a word up to which it may be two words written as one; letters of such a word, and of its halves.
RARE, LENGTHS, LEAST_HALF = 100, range(7, 31), 3


class Compounding:
    """Joins and splits the words of a query by the words of one state of the index."""

    def __init__(self, frequencies: TermFrequencies):
        self._frequencies = frequencies

    def joined(self, first: Clause, second: Clause) -> Clause | None:
        """Two words as a compound, where a record has them written as one; else None."""
        if not (_is_plain_word(first) and _is_plain_word(second)):
            return None
        whole = stem(first.text + second.text)
        if not self._count(whole):
            return None
        terms = ((0, first.words[0]), (1, second.words[0]))
        return Clause("compound", terms, whole, fields=first.fields)

    def split(self, clause: Clause) -> Clause:
        """A rare word with the phrase of two commoner words that it may be, as an alternative."""
        word = clause.text
        if not _is_plain_word(clause) or len(word) not in LENGTHS or (own := self._count(clause.words[0])) > RARE:
            return clause
        places = range(LEAST_HALF, len(word) - LEAST_HALF + 1)
        halves = [(stem(word[:place]), stem(word[place:])) for place in places]
        count, best = max((min(map(self._count, pair)), pair) for pair in halves)
        if not count or count < own:
            return clause
        return clause.but(alternatives=(*clause.alternatives, Alternative("", terms=tuple(enumerate(best)))))

    def _count(self, term: str) -> int:
        return max(self._frequencies.of(field, term) for field in BOOSTS)


def _is_plain_word(clause: Clause) -> bool:
    is_word = clause.kind == "word" and not (clause.exact or clause.run or clause.optional)
    return is_word and clause.text.isascii() and clause.text.isalpha()
