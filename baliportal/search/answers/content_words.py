"""The words of a question that say what is sought: without those that ask, which would be searched for as content."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..analysis.analyser import UNSPACED

FILE = Path(__file__).with_name("question_words.txt")
HANGUL = "\uac00-\ud7a3"
MARKS = re.compile(r"[?？¿؟。،]+")


class _QuestionWords(NamedTuple):
    """The words that begin or end a question of a language, and those that are left out of one."""

    asking: re.Pattern[str]
    empty: re.Pattern[str]


def content_words(query: str) -> str:
    """A query without its question words, as typed otherwise; what is no question, or nothing else, stays whole.

    For the search: who calls it need not know the language. Operators of the query language are not touched, nor is the
    WHO.
    """
    if any(sign in query for sign in '":') or (query.startswith("WHO ") and not query.isupper()):
        return query
    for words in _languages():
        if words.asking.search(query):
            left = " ".join(MARKS.sub(" ", words.empty.sub(" ", words.asking.sub(" ", query))).split())
            return left or query
    return query


@cache
def _languages() -> tuple[_QuestionWords, ...]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    lists = {name: words.strip().split("|") for name, _, words in (line.partition(":") for line in lines)}
    return tuple(
        _QuestionWords(_asking(words), _any_of(lists[f"{name}+"]))
        for name, words in lists.items()
        if not name.endswith("+")
    )


def _asking(words: list[str]) -> re.Pattern[str]:
    """Words that make a query a question: at its beginning; in scripts without spaces, anywhere."""
    if _is_unspaced(words[0]):
        return _any_of(words)
    return re.compile(rf"^\s*(?:{_alternatives(words)})(?!\w)", re.IGNORECASE)


def _any_of(words: list[str]) -> re.Pattern[str]:
    found = _alternatives(words)
    return re.compile(found if _is_unspaced(words[0]) else rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _is_unspaced(word: str) -> bool:
    return bool(re.match(f"[{UNSPACED}{HANGUL}]", word))
