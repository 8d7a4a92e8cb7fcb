"""The rows of an XLSX workbook, cell by cell as a person sees them; what Excel made of a text is told from the text."""

import datetime
import re
import warnings
import zipfile

import openpyxl

from baliportal.catalogue.schema.scalars import Date, InvalidValue, Number, YesNo, one_line_end
from baliportal.exports.formats.xlsx_format import decoded

from .cells import EMPTY_DATE
from .errors import FileRefused

UNPACKED = 200 * 1024 * 1024  # bytes of all parts of a workbook
SHARED = 32 * 1024 * 1024  # bytes of its list of texts, which is kept in memory
PARTS = 2000
WIDEST = 200  # columns
BROKEN = "This is no sound XLSX workbook. Open it in Excel or LibreOffice, save it as XLSX and try again."


class Workbook:
    """An upload as rows of cells; `told` says in words how it was read."""

    def __init__(self, file):
        _refuse_bomb(file)
        file.seek(0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of styles and extensions, which do not matter here
                self.book = openpyxl.load_workbook(file, read_only=True, data_only=False)
            self.sheet = next(sheet for sheet in self.book.worksheets if sheet.sheet_state == "visible")
        except Exception as problem:  # a workbook made by an enemy fails in too many ways to name
            raise FileRefused(BROKEN) from problem
        self.sheet.reset_dimensions()
        others = len(self.book.worksheets) - 1
        self.told = f"Read from the sheet “{self.sheet.title}”." + (
            f" {others} other sheet{'s were' if others > 1 else ' was'} not read." if others else ""
        )

    def rows(self):
        """Yield (number, cells) of every row as numbered by Excel; the first yields texts."""
        cells = self.sheet.iter_rows(max_col=WIDEST)
        try:
            yield 1, _names(next(cells, ()))
            yield from enumerate(cells, 2)
        except (ValueError, KeyError, IndexError, TypeError, SyntaxError, zipfile.BadZipFile, EOFError) as problem:
            raise FileRefused(BROKEN) from problem

    def cell(self, raw, column):
        """The text that a cell stands for; raises InvalidValue where Excel has made something else of it."""
        return text_of(raw, column)


def text_of(cell, column):
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind == "f":
        raise InvalidValue("holds a formula. Paste its value instead (Paste special, Values).")
    if kind == "e":
        raise InvalidValue(f"holds Excel's error {value}.")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return one_line_end(decoded(value))
    return _number(cell, column) if isinstance(value, int | float) else _date(cell, column)


def _number(cell, column):
    value = int(cell.value) if float(cell.value).is_integer() else cell.value
    zeros = re.fullmatch(r"0+", cell.number_format or "")  # a number that Excel shows with leading zeros
    return str(value).zfill(len(zeros[0])) if zeros and not isinstance(column.type, Number | YesNo) else str(value)


def _date(cell, column):
    """A day, a month or a year, as the cell shows it: “Aug-07” keeps a first of August that nobody wrote."""
    if not isinstance(column.type, Date) or not isinstance(cell.value, datetime.date):
        raise InvalidValue("was made a date or a time by Excel. Format the cell as Text and write it again.")
    value = cell.value
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        raise InvalidValue(f"holds a time ({value}). Only a day belongs here.")
    if value.year == 1900:  # where Excel's days begin: a small number in a cell for dates
        raise InvalidValue(f"“{value:%Y-%m-%d}” {EMPTY_DATE}")
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", (cell.number_format or "").lower())
    text = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if "d" in shown or "y" not in shown:
        return text
    return text[:7] if "m" in shown else text[:4]


def _names(cells):
    return ["" if cell.value is None else decoded(str(cell.value)) for cell in cells]


def _refuse_bomb(file):
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        raise FileRefused(BROKEN) from problem
    if len(sizes) > PARTS or sum(sizes.values()) > UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > SHARED:
        raise FileRefused("The workbook is too large when unpacked. Split it into several files.")
