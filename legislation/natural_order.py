"""Natural order of the numbers of articles and sections: 5 before 10, “s 26A” before “s 26B”."""

import re

_DIGITS = re.compile(r"(\d+)")


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Return a sort key that compares digits as numbers and everything else as text."""
    pieces = _DIGITS.split(text.casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece]
