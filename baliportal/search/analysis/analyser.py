"""The analyser, one for indexing, queries and highlighting.

Words are folded (see `folding`), words of plain letters are stemmed as English; a text of another language has its own
stems beside the words (see `stemming`). Scripts that are written without spaces become overlapping pairs of characters,
and so does Hangul, whose particles and compounds stand at the word: pairs of syllables find both. "co-chairs" gives
"co", "chair" and "cochair", so that it is found however it is written; "R.A." gives "ra".
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import tantivy

from . import stemming
from .english import common_form
from .folding import UNSPACED, fold, original_span, origins

# Characters of a term; no word that a person searches for is longer.
MAX_LENGTH = 64

HANGUL = "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"  # folding takes syllables apart into these
SYLLABLE = re.compile(
    r"[\u1100-\u115f\ua960-\ua97f]{0,6}[\u1160-\u11a7\ud7b0-\ud7c6]{0,6}[\u11a8-\u11ff\ud7cb-\ud7ff]{0,6}"
)
WORD = rf"[^\s./'\-{UNSPACED}{HANGUL}]"
UNIT = re.compile(
    rf"(?P<initials>(?<!{WORD})(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!{WORD}))?)"
    rf"|(?P<run>[{UNSPACED}]+)"
    rf"|(?P<hangul>[{HANGUL}]+)"
    rf"|(?P<word>{WORD}+(?:['\-]{WORD}+)*)"
)
PART = re.compile(rf"{WORD}+")
# Articles at the start of an English title, and numbers with the digits to which they are filled up for filing.
ARTICLE = re.compile(r"^(?:the|an?) (?=.)")
NUMBER, NUMBER_WIDTH = re.compile(r"\d+"), 8
_stemmer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("english")).build()


class Token(NamedTuple):
    """A term and the piece of the original text, text[start:end], that it stands for."""

    text: str
    start: int
    end: int
    position: int


class Unit(NamedTuple):
    """A word as written: its parts in order and, for "co-chairs", the parts written as one.

    `word` is the folded text of one that is a single word, `run` of one that became pairs of characters.
    """

    parts: tuple[Token, ...]
    joined: Token | None = None
    word: str = ""
    run: str = ""


def analyse(text: str, language: str = "") -> list[Token]:
    """Every term of `text` in order, with offsets into `text`.

    English stemming is applied whatever the language, because a query has none; `language` adds its own stems.
    """
    tokens: list[Token] = []
    folded, places, position = fold(text), origins(text), 0
    for match in UNIT.finditer(folded):
        word = match.group()
        if places is None and word.isascii() and word.isalnum():  # the fast path for nearly every word
            tokens.append(Token(stem(word), match.start(), match.end(), position))
            position += 1
        elif (unit := _unit(match, position, places)).parts:
            tokens += unit.parts + ((unit.joined,) if unit.joined else ())
            position += len(unit.parts)
    return _with_own_stems(text, tokens, language) if language.partition("-")[0] in stemming.STEMMERS else tokens


def units(text: str) -> Iterator[Unit]:
    """The words of `text`, each with its terms; positions count on from word to word."""
    folded, places = fold(text), origins(text)
    position = 0
    for match in UNIT.finditer(folded):
        unit = _unit(match, position, places)
        position += len(unit.parts)
        if unit.parts:
            yield unit


def _unit(match: re.Match, position: int, places: list[int] | None) -> Unit:
    unit = _UNITS[str(match.lastgroup)](match.group(), match.start(), position)
    return _placed(unit, places) if places and unit.parts else unit


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The English stem of a word of plain letters, "14" for "14th"; any other word as it is."""
    word = common_form(word[:MAX_LENGTH]) if word.isascii() else word[:MAX_LENGTH]
    return _stemmer.analyze(word)[0] if word.isascii() and word.isalpha() else word


def sort_key(text: str) -> str:
    """A key by which titles stand in order whatever their case, accents and punctuation."""
    return " ".join(re.split(r"[\s./'\-]+", fold(text))).strip()


def filing_key(title: str) -> str:
    """A key by which titles are filed: without a leading article, numbers in the order of their values."""
    return NUMBER.sub(lambda match: match.group().zfill(NUMBER_WIDTH), ARTICLE.sub("", sort_key(title)))


def syllables(hangul: str) -> list[str]:
    """The syllables of folded Hangul; [] for other text."""
    return [syllable for syllable in SYLLABLE.findall(hangul) if syllable]


def _with_own_stems(text: str, tokens: list[Token], language: str) -> list[Token]:
    stemmed = []
    for token in tokens:
        stemmed.append(token)
        word = fold(text[token.start : token.end])[:MAX_LENGTH]
        if own := stemming.stem(word, language):
            stemmed.append(token._replace(text=own))
    return stemmed


def _initials(text: str, start: int, position: int) -> Unit:
    return Unit((Token(stem(text.replace(".", "")), start, start + len(text), position),))


def _run(text: str, start: int, position: int) -> Unit:
    pairs = range(max(len(text) - 1, 1))
    ends = start + len(text)
    parts = (Token(text[at : at + 2], start + at, min(start + at + 2, ends), position + at) for at in pairs)
    return Unit(tuple(parts), run=text)


def _hangul(text: str, start: int, position: int) -> Unit:
    single = syllables(text)
    places = list(accumulate(map(len, single), initial=start))
    pairs = (
        Token("".join(single[n : n + 2]), places[n], places[min(n + 2, len(single))], position + n)
        for n in range(max(len(single) - 1, 1))
    )
    return Unit(tuple(pairs), run=text)


def _word(text: str, start: int, position: int) -> Unit:
    if text.isalnum():
        return Unit((Token(stem(text), start, start + len(text), position),), word=text)
    bare = text[:-2] if text.endswith("'s") else text
    words = [(match.group(), start + match.start()) for match in PART.finditer(bare)]
    parts = tuple(Token(stem(word), at, at + len(word), position + n) for n, (word, at) in enumerate(words))
    if len(parts) == 1:  # combining marks are not alphanumeric, nor is an 's
        return Unit(parts, word=words[0][0])
    return Unit(parts, _joined([word for word, _ in words], parts) if parts else None)


def _joined(words: list[str], parts: tuple[Token, ...]) -> Token:
    # It has its last part's position, so that "cochairs statement" is a phrase in "co-chairs' statement".
    text = stem("".join(words))
    return Token(text, parts[0].start, parts[-1].end, parts[-1].position)


_UNITS: dict[str, Callable[[str, int, int], Unit]] = {
    "initials": _initials,
    "run": _run,
    "hangul": _hangul,
    "word": _word,
}


def _placed(unit: Unit, places: list[int]) -> Unit:
    joined = unit.joined and _original(unit.joined, places)
    return unit._replace(parts=tuple(_original(token, places) for token in unit.parts), joined=joined)


def _original(token: Token, places: list[int]) -> Token:
    start, end = original_span(token.start, token.end, places)
    return token._replace(start=start, end=end)
