"""Words with which people ask for help, from words.csv: language, words, and where in a query they stand.

`alone`: the query says nothing else, but for words like "number" and the name of a country. `anywhere`: whatever else
the query says.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..analysis.folding import fold

FILE = Path(__file__).parent / "words.csv"
ANYWHERE = "anywhere"
#: Words that change nothing about a request for help.
FILLERS = frozenset(
    """a abuse abused am an and any are at call can child children contact do exploited find for free from get give how
    human i in is line lines local me migrant migrants my nearest need now number numbers of on or people person phone
    please police refugee refugees show telephone that the there they to trafficked trafficking victim victims want
    what where which who with woman women worker workers 24 24h 24/7 hour hours nomor nombor numero numara so 电话 電話
    号码 號碼 เบอร์ โทร""".split()  # noqa: SIM905 - a list would be a line for each word
)


class HelpWords(NamedTuple):
    """Folded words of a request for help; `is_run` where their script is written without blanks between words."""

    text: str
    language: str
    anywhere: bool
    is_run: bool
    written: str


@cache
def help_words() -> tuple[HelpWords, ...]:
    """Return the words of all languages, the longest first, so that the most exact one is found."""
    with FILE.open(newline="", encoding="utf-8") as file:
        rows = [_words(row) for row in csv.DictReader(file, strict=True)]
    return tuple(sorted(rows, key=lambda words: -len(words.text)))


@cache
def _by_first_word() -> dict[str, list[HelpWords]]:
    """The words of scripts with blanks, by the first of them; those of scripts without under ""."""
    grouped: dict[str, list[HelpWords]] = {}
    for words in help_words():
        grouped.setdefault("" if words.is_run else words.text.split()[0], []).append(words)
    return grouped


def words_in(text: str) -> list[HelpWords]:
    """Return the words for help that stand in a normalised text, the longest first."""
    grouped, padded = _by_first_word(), f" {text} "
    found = [
        words for word in dict.fromkeys(text.split()) for words in grouped.get(word, ()) if f" {words.text} " in padded
    ]
    if not text.isascii():
        found += [words for words in grouped[""] if words.text in text]
    return sorted(found, key=lambda words: -len(words.text))


def normalised(text: str) -> str:
    """A text as words are compared: folded, hyphens as blanks, without apostrophes."""
    return " ".join(fold(text).replace("-", " ").replace("'", "").replace(".", " ").split())


def _words(row: dict[str, str]) -> HelpWords:
    text = normalised(row["words"])
    return HelpWords(text, row["language"], row["where"] == ANYWHERE, _is_run(text), row["words"])


def _is_run(text: str) -> bool:
    """True for Thai, Lao, Tibetan, Burmese, Khmer, Chinese and Japanese, which separate no words by blanks."""
    return any("\u0e00" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff" or char >= "\u3040" for char in text)
