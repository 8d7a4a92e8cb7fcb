"""Marking what was found, by the analyser that found it. Pieces of text come out; the page makes marks of them."""

from collections.abc import Collection
from typing import NamedTuple
from unicodedata import category

from ..analysis.analyser import Token, analyse
from ..parsing.ast import ANY_WORD

READ = 40_000  # characters of a text that are looked at for a snippet
BLOCK = 4_000  # of which so many at a time, until a block holds all terms
CANDIDATES = 200  # places of a block that are compared
ELLIPSIS = "…"


class Piece(NamedTuple):
    text: str
    is_match: bool


def mark(text: str, terms: list[str], language: str = "") -> list[Piece]:
    """The whole text in pieces that join to `text` again; matches that touch or overlap are one."""
    return _pieces(text, _spans(matches(text, set(terms), language)))


def matches(text: str, terms: Collection[str], language: str = "") -> list[Token]:
    """Where the terms stand; several words in one, as "traffick * person", only in a row, with any word at the star."""
    tokens, found = analyse(text, language), []
    rows = [term.split(" ") for term in terms if " " in term]
    standing = _by_position(tokens) if rows else {}
    for token in tokens:
        if token.text in terms:
            found.append(token)
        found += [_row(token, row, standing) for row in rows if row[0] == token.text and _stands(token, row, standing)]
    return found


def snippet(text: str, terms: list[str], language: str = "", width: int = 200) -> list[Piece]:
    """About `width` characters of `text` around the place with the most terms; the beginning when there is none."""
    text = text[:READ]
    block = _best_block(text, set(terms), language)
    start = _window(block, width)
    first, last = _whole_words(text, max(start - width // 4, 0) if block else 0, width)
    pieces = mark(text[first:last], terms, language)
    before = [Piece(ELLIPSIS, False)] if first else []
    return before + pieces + ([Piece(ELLIPSIS, False)] if last < len(text) else [])


def _by_position(tokens: list[Token]) -> dict[int, dict[str, Token]]:
    standing: dict[int, dict[str, Token]] = {}
    for token in tokens:
        standing.setdefault(token.position, {})[token.text] = token
    return standing


def _stands(first: Token, row: list[str], standing: dict[int, dict[str, Token]]) -> bool:
    places = enumerate(row, first.position)
    return all(word == ANY_WORD or word in standing.get(place, ()) for place, word in places)


def _row(first: Token, row: list[str], standing: dict[int, dict[str, Token]]) -> Token:
    last = standing[first.position + len(row) - 1][row[-1]]
    return Token(" ".join(row), first.start, max(last.end, first.end), first.position)


def _best_block(text: str, terms: set[str], language: str) -> list[Token]:
    best: list[Token] = []
    for at in range(0, len(text), BLOCK):
        # Blocks overlap a little, so that no place is cut in two.
        here = matches(text[at : at + BLOCK + 200], terms, language)
        found = [token._replace(start=token.start + at, end=token.end + at) for token in here]
        if _variety(found) > _variety(best):
            best = found
        if _variety(best) == len(terms):
            break
    return best


def _variety(tokens: list[Token]) -> int:
    return len({token.text for token in tokens})


def _window(matches: list[Token], width: int) -> int:
    """Where the stretch of `width` characters with the most different terms begins; of equals the first."""

    def worth(first: int) -> tuple[int, int]:
        within = [token for token in matches[first : first + width] if token.end <= matches[first].start + width]
        return _variety(within), -first

    best = max(range(min(len(matches), CANDIDATES)), key=worth, default=None)
    return 0 if best is None else matches[best].start


def _whole_words(text: str, start: int, width: int) -> tuple[int, int]:
    """The stretch moved to spaces, where there are any near, and never between a letter and its marks."""
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
