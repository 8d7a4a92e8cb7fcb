"""Snippets and highlighting, by the analyser that the index uses. The result is pieces of text, matching or not."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

from ..analysis.analyser import Token, analyse
from ..analysis.folding import fold
from ..parsing.ast import ANY_WORD
from .likely_places import finds_all, likely_pieces

# Characters of a text from which a snippet may be cut.
MAX_LENGTH = 40_000
# Characters analysed at a time, until a block has all terms; blocks overlap, so that a snippet is not cut in two.
BLOCK, OVERLAP = 4_000, 200
# Characters up to which the tokens of a text are cached: 5 kB each at most.
SHORT = 400
# Matches of a block that are compared as the start of a snippet.
CANDIDATES = 200
ELLIPSIS = "…"


class Piece(NamedTuple):
    """A stretch of text that is highlighted if it is a match."""

    text: str
    is_match: bool


def mark(text: str, terms: list[str], language: str = "") -> list[Piece]:
    """The whole text in pieces that join to `text` again; matches that touch or overlap are one."""
    return _pieces(text, _spans(matches(text, set(terms), language)))


def text_of(pieces: Iterable[Piece]) -> str:
    """The pieces as plain text."""
    return "".join(piece.text for piece in pieces)


def matches(text: str, terms: Collection[str], language: str = "") -> list[Token]:
    """The tokens of `text` that are among the terms.

    A term of several words, as "traffick * person", is a phrase, with any word at the star; it becomes one token. A
    term "lighthou*" is any word that begins so.
    """
    found = _matching_at_likely_places(text, terms, language)
    return _matching(text, terms, language) if found is None else found


def _matching_at_likely_places(text: str, terms: Collection[str], language: str) -> list[Token] | None:
    """Matches, in their order, by analysing likely places alone; None where these cannot be told.

    Places overlap where a term is a phrase: a token that stands in two is returned once.
    """
    pieces = likely_pieces(text, terms) if terms and finds_all(language) else None
    if pieces is None:
        return None
    found = [token for start, piece in pieces for token in _matching(piece, terms, language, start)]
    return [token for _, token in sorted({(token.start, token.end, token.text): token for token in found}.items())]


def _matching(text: str, terms: Collection[str], language: str, start: int = 0) -> list[Token]:
    """Matches by analysing all of a text, which stands at `start` of another."""
    tokens: Sequence[Token] = _tokens_of_short(text, language) if len(text) <= SHORT else analyse(text, language)
    phrases = [term.split(" ") for term in terms if " " in term]
    beginnings = [term for term in terms if len(term) > 1 and term[-1] == ANY_WORD and " " not in term]
    by_position = _by_position(tokens) if phrases else {}
    matching: list[Token] = []
    for token in tokens:
        if token.text in terms:
            matching.append(token)
        matching += _with_beginning(token, beginnings, text)
        matching += [
            _phrase_token(token, phrase, by_position)
            for phrase in phrases
            if phrase[0] == token.text and _begins_phrase(token, phrase, by_position)
        ]
    return (
        [token._replace(start=token.start + start, end=token.end + start) for token in matching] if start else matching
    )


def _with_beginning(token: Token, beginnings: Sequence[str], text: str) -> list[Token]:
    """The token under each of the terms "lighthou*" with which its word begins."""
    word = fold(text[token.start : token.end]) if beginnings else ""
    return [token._replace(text=term) for term in beginnings if word.startswith(term[:-1])]


@lru_cache(maxsize=2_000)
def _tokens_of_short(text: str, language: str) -> tuple[Token, ...]:
    """The tokens of a short text, cached: the same few words are looked at in most results of a page."""
    return tuple(analyse(text, language))


def snippet(text: str, terms: list[str], language: str = "", width: int = 200) -> list[Piece]:
    """About `width` characters of `text` around the place with the most terms; the beginning when there is none."""
    text = text[:MAX_LENGTH]
    block = _best_block(text, set(terms), language)
    start = _window(block, width)
    first, last = _whole_words(text, max(start - width // 4, 0) if block else 0, width)
    pieces = mark(text[first:last], terms, language)
    before = [Piece(ELLIPSIS, False)] if first else []
    return before + pieces + ([Piece(ELLIPSIS, False)] if last < len(text) else [])


def _by_position(tokens: Sequence[Token]) -> dict[int, dict[str, Token]]:
    by_position: dict[int, dict[str, Token]] = {}
    for token in tokens:
        by_position.setdefault(token.position, {})[token.text] = token
    return by_position


def _begins_phrase(first: Token, phrase: list[str], by_position: dict[int, dict[str, Token]]) -> bool:
    positions = enumerate(phrase, first.position)
    return all(word == ANY_WORD or word in by_position.get(position, ()) for position, word in positions)


def _phrase_token(first: Token, phrase: list[str], by_position: dict[int, dict[str, Token]]) -> Token:
    last = by_position[first.position + len(phrase) - 1][phrase[-1]]
    return Token(" ".join(phrase), first.start, max(last.end, first.end), first.position)


def _best_block(text: str, terms: set[str], language: str) -> list[Token]:
    """The matches of the part of a text that has most of the terms."""
    if (found := _matching_at_likely_places(text, terms, language)) is not None:
        return found
    best: list[Token] = []
    for at in range(0, len(text), BLOCK):
        found = _matching(text[at : at + BLOCK + OVERLAP], terms, language, at)
        if _variety(found) > _variety(best):
            best = found
        if _variety(best) == len(terms):
            break
    return best


def _variety(tokens: list[Token]) -> int:
    return len({token.text for token in tokens})


def _window(matches: list[Token], width: int) -> int:
    """The start of the stretch of `width` characters with the most different terms; of equal ones the first."""

    def rank(first: int) -> tuple[int, int]:
        within = [token for token in matches[first : first + width] if token.end <= matches[first].start + width]
        return _variety(within), -first

    best = max(range(min(len(matches), CANDIDATES)), key=rank, default=None)
    return 0 if best is None else matches[best].start


def _whole_words(text: str, start: int, width: int) -> tuple[int, int]:
    """The stretch moved to spaces, where there are any near, and never between a letter and its combining marks."""
    first = 0 if start == 0 else text.find(" ", start, start + 20) + 1 or start
    end = first + width
    last = text.rfind(" ", end - 30, end) if end < len(text) else len(text)
    return _after_marks(text, first), _after_marks(text, last if last > first else end)


def _after_marks(text: str, at: int) -> int:
    while at < len(text) and category(text[at]).startswith("M"):
        at += 1
    return min(at, len(text))


def _spans(matches: list[Token]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for token in sorted(matches, key=lambda token: token.start):
        if spans and token.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], token.end))
        else:
            spans.append((token.start, token.end))
    return spans


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    pieces.append(Piece(text[at:], False))
    return [piece for piece in pieces if piece.text]
