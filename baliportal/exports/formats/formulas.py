"""Keeping a spreadsheet from running a cell as a formula, in a way that can be undone exactly.

Excel and LibreOffice run a cell that begins with = + - @, some also after a tab, a line end or blanks, and with the
full-width forms of these signs. Such a text gets an apostrophe in front; a text that already looks as if it had one
gets another, so that taking one away always gives back the original.
"""

import re

_SIGNS, _ENDS = "=+-@＝＋－＠", "\t\r\n"
_BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_LEADS_TO_ONE = f"[{_BLANKS}]*[{re.escape(_SIGNS + _ENDS)}]"
_DANGEROUS = re.compile(f"'*{_LEADS_TO_ONE}")
_NEUTRALISED = re.compile(f"'+{_LEADS_TO_ONE}")
#: What a text begins with that may need an apostrophe; nearly none does, and this is quicker asked.
SUSPECTS = frozenset(f"'{_SIGNS}{_BLANKS}")


def neutralise(text):
    """The text as it may stand in a cell."""
    return f"'{text}" if text and text[0] in SUSPECTS and _DANGEROUS.match(text) else text


def restore(cell):
    """The text that a cell stands for; the exact inverse of `neutralised`."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def neutralise_in_postgresql(cell):
    """SQL for the same of a column of texts that has this name; NULL for an empty one."""
    suspects = ", ".join(str(ord(character)) for character in sorted(SUSPECTS))
    dangerous = f"^''*[{_escaped(_BLANKS)}]*[{_escaped(_SIGNS + _ENDS)}]"
    return (
        f"CASE WHEN ascii({cell}) BETWEEN 65 AND 122 THEN {cell} WHEN {cell} = '' THEN NULL"  # A to z: most texts
        f" WHEN ascii({cell}) IN ({suspects}) AND {cell} ~ '{dangerous}' THEN '''' || {cell} ELSE {cell} END"
    )


def _escaped(characters):
    """As code points, so that none of them means anything to a regular expression or to SQL."""
    return "".join(f"\\U{ord(character):08X}" for character in characters)
