"""Reader for XLSX workbooks: cells as a user sees them, with errors where Excel has converted what was typed."""

import re
from dataclasses import asdict
from datetime import datetime, time

from baliportal.catalogue.schema.scalars import Date, InvalidValue, Number, YesNo, one_line_end
from baliportal.exports.formats.xlsx_format import decode_cell

from .cells import EMPTY_DATE
from .child_rows import child_rows
from .workbook_caps import WorkbookCaps
from .xml_stream import BROKEN

READER = "baliportal.imports.workbook_reader.rows"
CAPS = WorkbookCaps()


class Workbook:
    """An uploaded workbook; `description` names the sheet for the user. `close` ends the child process."""

    def __init__(self, file):
        self._items = child_rows(READER, asdict(CAPS), file=file, what="workbook", broken=BROKEN)
        title, others = next(self._items)
        self.description = f"Read from the sheet “{title}”." + (
            f" {others} other sheet{'s were' if others > 1 else ' was'} not read." if others else ""
        )

    def close(self):
        self._items.close()

    def rows(self):
        """Yield (number, cells) of the rows that are not empty, numbered as in Excel; the cells of row 1 are texts."""
        number, cells = next(self._items, (1, []))
        yield 1, _names(cells) if number == 1 else []
        yield from self._items

    def cell(self, raw, column):
        """The text of a cell; raises InvalidValue where Excel has converted it to something else."""
        return one_line_end(decode_cell(raw)) if isinstance(raw, str) else text_of(*raw, column)


def text_of(kind, value, number_format, column):
    """The text of a cell of another type; raises InvalidValue where it has none.

    `kind` is the data type of openpyxl; see `workbook_reader`.
    """
    if kind == "f":
        raise InvalidValue("holds a formula. Paste its value instead (Paste special, Values).")
    if kind == "e":
        raise InvalidValue(f"holds Excel's error {value}.")
    if kind == "b":
        return "yes" if value else "no"
    if kind == "n":
        return _number(value, number_format, column)
    if kind != "d" or not isinstance(column.type, Date):
        raise InvalidValue("was made a date or a time by Excel. Format the cell as Text and write it again.")
    return _date(datetime.fromisoformat(value), number_format)


def _number(value, number_format, column):
    value = int(value) if float(value).is_integer() else value
    zeros = re.fullmatch(r"0+", number_format)  # Excel shows the number with leading zeros.
    return str(value).zfill(len(zeros[0])) if zeros and not isinstance(column.type, Number | YesNo) else str(value)


def _date(value, number_format):
    """Format a date as the cell shows it: “Aug-07” is stored as 1 August, a day that nobody typed."""
    if value.time() != time():
        raise InvalidValue(f"holds a time ({value}). Only a day belongs here.")
    if value.year == 1900:  # Small numbers in a cell for dates, such as 0.
        raise InvalidValue(f"“{value:%Y-%m-%d}” {EMPTY_DATE}")
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.lower())
    text = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if "d" in shown or "y" not in shown:
        return text
    return text[:7] if "m" in shown else text[:4]


def _names(cells):
    return [decode_cell(cell if isinstance(cell, str) else str(cell[1])) for cell in cells]
