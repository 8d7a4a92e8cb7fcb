"""Likely places of terms in a text, found without analysing it: to analyse a long text takes milliseconds.

Stemming changes the last letters of a word, so a word begins as its term does; the exceptions are listed. Terms in
other letters than ASCII are not sought so: many of their scripts have no spaces, and no beginnings.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from ..analysis.english import ORDINALS
from ..analysis.folding import fold, origins
from ..analysis.stemming import STEMMERS
from ..parsing.ast import ANY_WORD

# Words that begin otherwise than their English stems: "dying" for "die", "skies" for "sky", "fourteenth" for "14".
OTHERWISE = {"die": ["dying"], "lie": ["lying"], "tie": ["tying"], "sky": ["ski"]}
for _word, _number in ORDINALS.items():
    OTHERWISE.setdefault(str(_number), []).append(_word)
# What may stand between the letters of a term: "R.A." for "ra", "co-chairs" for "cochair".
BETWEEN = r"[.'\-]?"


def likely_pieces(text: str, terms: Collection[str]) -> list[tuple[int, str]] | None:
    """The words that may be terms, each with as many after it as the longest term has, and their places in the text.

    They are cut at spaces, where a word ends, so that the terms of the pieces are those of the text. None where they
    cannot be found so: terms in other letters, or a text whose letters move when it is folded.
    """
    pattern = _beginnings(text, terms)
    if pattern is None or origins(text) is not None:
        return None
    folded, words = fold(text), max(term.count(" ") for term in terms) + 1
    starts = dict.fromkeys(folded.rfind(" ", 0, match.start()) + 1 for match in pattern.finditer(folded))
    return [(start, text[start : _end_of_words(folded, start, words)]) for start in starts]


def _end_of_words(text: str, start: int, words: int) -> int:
    """The place behind so many words from `start`; a dash between spaces is none."""
    at = start
    while words and at < len(text):
        space = text.find(" ", at + 1)
        end = space if space > 0 else len(text)
        words -= any(map(str.isalnum, text[at:end]))
        at = end
    return at


def finds_all(language: str) -> bool:
    """True where a text has a term only at its likely places: in the languages without stems of their own."""
    return language.partition("-")[0] not in STEMMERS


def _beginnings(text: str, terms: Collection[str]) -> re.Pattern[str] | None:
    """A pattern for how the words of terms begin in a folded text; None for terms in other letters."""
    sought = frozenset(term for term in terms if term.isascii())
    return _pattern(sought) if sought and (text.isascii() or len(sought) == len(terms)) else None


@lru_cache(maxsize=64)
def _pattern(terms: frozenset[str]) -> re.Pattern[str]:
    sought = (word.rstrip(ANY_WORD) for term in terms for word in term.split(" "))
    words = {word.rpartition(":")[2] for word in sought if word}
    starts = {word[: max(2, len(word) - 2)] for word in words}
    starts |= {start for word in words for start in OTHERWISE.get(word, ())}
    return re.compile("|".join(map(_beginning, sorted(starts))))


def _beginning(start: str) -> str:
    """The pattern of one beginning; its first letter stands first, as `re` then skips to it (four times as fast)."""
    first, *others = map(re.escape, start)
    return rf"{first}(?<![a-z0-9].)" + "".join(BETWEEN + letter for letter in others)
