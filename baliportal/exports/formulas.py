"""Keeping a spreadsheet from running a cell as a formula, in a way that can be undone exactly.

Excel and LibreOffice run a cell that begins with = + - @, some also after a tab, a line end or blanks, and with the
full-width forms of these signs. Such a text gets an apostrophe in front; a text that already looks as if it had one
gets another, so that taking one away always gives back the original.
"""

import re

_DANGEROUS = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]|'*\s*[\t\r\n]")
_NEUTRALISED = re.compile(r"'+\s*[=+\-@\t\r\n＝＋－＠]|'+\s*[\t\r\n]")


def neutralised(text):
    """The text as it may stand in a cell."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(cell):
    """The text that a cell stands for; the exact inverse of `neutralised`."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell
