"""What the index is given of a text: the analyser's terms and where they stand, at the speed that a rebuild needs.

A text is the terms of its words one after the other, and nearly every word has been seen before: what a word gives is
kept. Terms that follow each other are handed to Tantivy as a line to be split at blanks, which costs it a sixth of what
tokens do; only a text with two terms at one place, as "co-chairs" has, is handed over token by token. The offsets that
marking needs are left to `analyse`.
"""

from functools import cache, partial

from .analyser import analyse, stem
from .folding import fold
from .memo import Memo
from .stemming import STEMMERS

Term = tuple[str, int]


def terms(text: str, language: str = "") -> str | list[Term]:
    """The terms that `analyse` finds in `text`, in order: joined by blanks where each has a place of its own,
    otherwise with their positions."""
    words = _words(text, language)
    try:
        return " ".join(words)
    except TypeError:  # not all are lines
        return _placed(words)


def placed_terms(text: str, language: str = "") -> list[Term]:
    """The same terms, each with its position."""
    return _placed(_words(text, language))


def _words(text: str, language: str) -> list[str | tuple[Term, ...]]:
    language, _, _ = language.partition("-")
    known = _known(language if language in STEMMERS else "")
    return [known[word] for word in fold(text).split()]


def _placed(words: list[str | tuple[Term, ...]]) -> list[Term]:
    found, position = [], 0
    for word in words:
        told = [(term, place) for place, term in enumerate(word.split())] if isinstance(word, str) else word
        found += [(term, position + place) for term, place in told]
        position = found[-1][1] + 1 if told else position
    return found


@cache
def _known(language: str) -> Memo:
    return Memo(partial(_analysed, language))


def _analysed(language: str, word: str) -> str | tuple[Term, ...]:
    """The terms of a stretch without blanks: as a line where each stands behind the other, else with their places."""
    if not language and word.isascii() and word.isalnum():
        return stem(word)
    found = tuple((token.text, token.position) for token in analyse(word, language))
    in_a_row = [place for _, place in found] == list(range(len(found)))
    return " ".join(term for term, _ in found) if in_a_row else found
