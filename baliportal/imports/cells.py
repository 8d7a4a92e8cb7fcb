"""Parse the text of a cell as a field value, with error messages for what spreadsheet programs do to text and dates."""

import re

from baliportal.catalogue.schema.scalars import Date, InvalidValue
from baliportal.exports.formats.xlsx_format import MAX_CELL_CHARACTERS, is_too_long_note

_MONTH = r"[^\W\d]{3,10}"
_TWO_DIGITS = re.compile(
    rf"\d{{1,2}}[./ -](\d{{1,2}}|{_MONTH})[./ -]\d{{2}}|{_MONTH}\.?[- ']+\d{{2}}|\d{{2}}[- ]{_MONTH}"
)
EMPTY_DATE = "may be what Excel makes of an empty date. If the source does say so, enter it in the form."
REWRITTEN = (
    "Spreadsheet programs rewrite dates in CSV files: export as XLSX, where they stay as they are, or write them as "
    "2005, 2007-08 or 2009-04-14."
)


class KeepPresentValue(Exception):
    """The cell is a placeholder, written by an export, for a value that stays unchanged."""


def value_of(field, cell, present_text):
    """Parse the canonical value of a cell. `present_text` is the text an export would write now, "" for a new record.

    Raises InvalidValue with a message for the user, and KeepPresentValue for the placeholder of a text that was too
    long.
    """
    if isinstance(cell, dict):
        raise InvalidValue(cell["wrong"])
    if is_too_long_note(cell):
        raise KeepPresentValue
    if len(cell) == MAX_CELL_CHARACTERS and len(present_text) > MAX_CELL_CHARACTERS:
        raise InvalidValue(f"was cut off by Excel after {MAX_CELL_CHARACTERS:,} characters.")
    if _lost_letters(cell, present_text):
        raise InvalidValue("lost its letters when the file was saved. Save it as “CSV UTF-8” or as XLSX instead.")
    if isinstance(field.type, Date):
        _refuse_ambiguous(cell.strip())
    return field.type.parse(cell)


def _refuse_ambiguous(cell):
    if re.fullmatch(r"1900(-01(-0[01])?)?|0?[01]?[/.-]0?1[/.-]1900", cell):
        raise InvalidValue(f"“{cell}” {EMPTY_DATE}")
    if _TWO_DIGITS.fullmatch(cell):
        raise InvalidValue(f"“{cell}” has a year of two digits, or hides one. {REWRITTEN}")
    if cell and not re.fullmatch(r"\d{4}(-\d{2}){0,2}", cell, re.ASCII):
        raise InvalidValue(f"“{cell}” can be read in more than one way. {REWRITTEN}")


def _lost_letters(cell, present_text):
    """Return True if the cell is the present text with “?” for every letter that a legacy encoding lacks."""
    return "?" in cell and cell != present_text and len(cell) == len(present_text) and all(
        old == new or (new == "?" and ord(old) > 127) for old, new in zip(present_text, cell, strict=True)
    )  # fmt: skip
