"""Terms for indexing: the analyser's terms and positions, without offsets, at the speed that a rebuild needs.

A text is the terms of its words one after the other, and nearly every word has been seen before, so that words are
memoised. Terms that follow each other are handed to Tantivy as a line to be split at blanks, which costs it a sixth of
what tokens do; only a text with two terms at one position, as "co-chairs" has, is handed over token by token.
"""

from functools import cache, partial

from .analyser import analyse, stem
from .folding import fold
from .memo import Memo
from .stemming import STEMMERS

Term = tuple[str, int]  # a term and its position
# The terms of a stretch without blanks: a line if each has a position of its own, else with their positions.
StretchTerms = str | tuple[Term, ...]


def terms(text: str, language: str = "") -> str | list[Term]:
    """The terms that `analyse` gives for `text`, in order.

    A line joined by blanks if each has a position of its own, else a list of terms with their positions.
    """
    stretches = _stretches(text, language)
    lines = [stretch for stretch in stretches if isinstance(stretch, str)]
    return " ".join(lines) if len(lines) == len(stretches) else _placed(stretches)


def placed_terms(text: str, language: str = "") -> list[Term]:
    """The same terms, each with its position."""
    return _placed(_stretches(text, language))


def _stretches(text: str, language: str) -> list[StretchTerms]:
    language, _, _ = language.partition("-")
    memo = _memo(language if language in STEMMERS else "")
    return [memo[stretch] for stretch in fold(text).split()]


def _placed(stretches: list[StretchTerms]) -> list[Term]:
    placed: list[Term] = []
    next_position = 0
    for stretch in stretches:
        if isinstance(stretch, str):
            terms = [(term, position) for position, term in enumerate(stretch.split(), next_position)]
        else:
            terms = [(term, next_position + position) for term, position in stretch]
        placed += terms
        next_position = placed[-1][1] + 1 if terms else next_position
    return placed


@cache
def _memo(language: str) -> Memo[StretchTerms]:
    return Memo(partial(_analysed, language))


def _analysed(language: str, stretch: str) -> StretchTerms:
    if not language and stretch.isascii() and stretch.isalnum():
        return stem(stretch)
    terms = tuple((token.text, token.position) for token in analyse(stretch, language))
    is_line = [position for _, position in terms] == list(range(len(terms)))
    return " ".join(term for term, _ in terms) if is_line else terms
