"""Marking what was found, by the analyser that found it. Pieces of text come out; the page makes marks of them."""

from typing import NamedTuple
from unicodedata import category

from .analyser import Token, analyse

READ = 40_000  # characters of a text that are looked at for a snippet
BLOCK = 4_000  # of which so many at a time, until a block holds all terms
CANDIDATES = 200  # places of a block that are compared
ELLIPSIS = "…"


class Piece(NamedTuple):
    text: str
    is_match: bool


def mark(text: str, terms: list[str], language: str = "") -> list[Piece]:
    """The whole text in pieces that join to `text` again; matches that touch or overlap are one."""
    return _pieces(text, _spans(_matches(text, set(terms), language)))


def snippet(text: str, terms: list[str], language: str = "", width: int = 200) -> list[Piece]:
    """About `width` characters of `text` around the place with the most terms; the beginning when there is none."""
    text = text[:READ]
    block = _best_block(text, set(terms), language)
    start = _window(block, width)
    first, last = _whole_words(text, max(start - width // 4, 0) if block else 0, width)
    pieces = mark(text[first:last], terms, language)
    before = [Piece(ELLIPSIS, False)] if first else []
    return before + pieces + ([Piece(ELLIPSIS, False)] if last < len(text) else [])


def _matches(text: str, terms: set[str], language: str, shift: int = 0) -> list[Token]:
    found = [token for token in analyse(text, language) if token.text in terms]
    return [token._replace(start=token.start + shift, end=token.end + shift) for token in found] if shift else found


def _best_block(text: str, terms: set[str], language: str) -> list[Token]:
    best: list[Token] = []
    for at in range(0, len(text), BLOCK):
        # Blocks overlap a little, so that no place is cut in two.
        found = _matches(text[at : at + BLOCK + 200], terms, language, at)
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
