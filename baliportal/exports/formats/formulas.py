"""Protection against CSV injection: keep a spreadsheet from running a cell as a formula, reversibly.

Excel and LibreOffice run a cell that begins with = + - @, some programs also after a tab, a line end or blanks, and
with the full-width forms of these signs. Such a text gets an apostrophe in front; a text that already looks neutralised
gets another one, so that removing one apostrophe always gives back the original.
"""

import re

_SIGNS, _ENDS = "=+-@＝＋－＠", "\t\r\n"
_BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_BLANKS_AND_SIGN = f"[{_BLANKS}]*[{re.escape(_SIGNS + _ENDS)}]"
_DANGEROUS = re.compile(f"'*{_BLANKS_AND_SIGN}")
_NEUTRALISED = re.compile(f"'+{_BLANKS_AND_SIGN}")
#: First characters of a text that may have to be neutralised. Few texts begin so: one look into this set spares most
#: of them the regular expression.
SUSPECTS = frozenset(f"'{_SIGNS}{_BLANKS}")


def neutralise(text: str) -> str:
    """The cell that stands for a text and is no formula."""
    return f"'{text}" if text and text[0] in SUSPECTS and _DANGEROUS.match(text) else text


def restore(cell: str) -> str:
    """The text that a cell stands for; the exact inverse of `neutralise`."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def neutralise_in_postgresql(name: str) -> str:
    """SQL expression that neutralises the text column of this name; NULL for an empty text."""
    suspects = ", ".join(str(ord(character)) for character in sorted(SUSPECTS))
    dangerous = f"^''*[{_escaped(_BLANKS)}]*[{_escaped(_SIGNS + _ENDS)}]"
    return (
        f"CASE WHEN ascii({name}) BETWEEN 65 AND 122 THEN {name} WHEN {name} = '' THEN NULL"  # A to z: most texts
        f" WHEN ascii({name}) IN ({suspects}) AND {name} ~ '{dangerous}' THEN '''' || {name} ELSE {name} END"
    )


def _escaped(characters):
    """Characters as code points, which mean nothing to a regular expression or to SQL."""
    return "".join(f"\\U{ord(character):08X}" for character in characters)
