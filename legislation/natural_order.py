"""Natural order of the numbers of articles and sections: 5 before 10, “s 26A” before “s 26B”."""

import re

_DIGITS = re.compile(r"(\d+)")
#: Plural abbreviations, which sort as the singular does: “ss 8–9” stands between “s 7” and “s 10”.
_PLURALS = (("ss ", "s "), ("arts. ", "art. "), ("arts ", "art. "))


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Return a sort key that compares digits as numbers and everything else as text."""
    text = text.casefold()
    for plural, singular in _PLURALS:
        if text.startswith(plural):
            text = singular + text.removeprefix(plural)
    pieces = _DIGITS.split(text)
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece]
