"""Streaming reader for the rows of an XLSX workbook; runs in a child process, without Django.

A row is [number, cells]. A cell is "" or a text, or for anything else a list [data type, value, number format] with
the data types of openpyxl: n number, b boolean, d date or time (as ISO text), t duration or time alone, f formula,
e error.
"""

import re
from datetime import date

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel, from_ISO8601

from baliportal.sandbox.errors import Refused

from .workbook_caps import WorkbookCaps
from .workbook_package import Package, TextHandler
from .xml_stream import BROKEN

LAST_COLUMN = 16_384  # Column XFD, the last one of a sheet in Excel.


def rows(file, caps):
    """Yield [title of the first visible sheet, number of others], then its rows that are not empty.

    Raises Refused with a message for the user.
    """
    package = Package(file, WorkbookCaps(**caps))
    title, part = next(((name, part) for name, state, part in package.worksheets if state == "visible"), ("", ""))
    if not part:
        raise Refused(BROKEN)
    yield [title, len(package.worksheets) - 1]
    sheet, characters = Sheet(package), 0
    for _ in package.stream(part, sheet, package.caps.unpacked):
        for row in sheet.take_rows():
            characters += sum(len(cell) for cell in row[1])
            package.check_ratio(characters, package.packed)  # One shared text may stand in a million cells.
            yield row


class Sheet(TextHandler):
    """A worksheet part; buffers finished rows until `take_rows`."""

    def __init__(self, package):
        super().__init__(package.caps.cell)
        self.caps, self.formats = package.caps, Formats(package.number_formats(), package.epoch)
        self.strings = package.shared_strings()
        self._rows, self._number, self._seen, self._cells = [], 0, 0, None
        self._columns = {}  # {letters: number of the column}

    def take_rows(self):
        """Return the finished rows and empty the buffer."""
        finished, self._rows = self._rows, []
        return finished

    def begin_row(self, attributes):
        number = int(attributes.get("r", self._number + 1))
        self._seen += 1
        if self._cells is not None or number <= self._number:
            raise Refused(BROKEN)
        if self._seen > self.caps.rows:
            raise _too_far(self.caps)
        self._number, self._cells, self._column, self._kind = number, [], 0, None

    def end_row(self):
        if self._cells:
            if self._number > self.caps.rows:
                raise _too_far(self.caps)
            self._rows.append([self._number, self._cells])
        self._cells = None

    def begin_c(self, attributes):
        if self._cells is None or self._kind is not None:
            raise Refused(BROKEN)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        column = self._column_of(attributes["r"]) if "r" in attributes else self._column + 1
        if not self._column < column <= LAST_COLUMN:
            raise Refused(BROKEN)
        self._column = column

    def end_c(self):
        cell = self._read_cell(self.take_text())
        if cell:
            if self._column > self.caps.columns:
                raise Refused(
                    f"The sheet goes on to the right of column {self.caps.columns}. Delete what stands there."
                )
            self._cells += [""] * (self._column - len(self._cells) - 1)
            self._cells.append(cell)
        self._kind = None

    begin_v, end_v = TextHandler.begin_t, TextHandler.end_t

    def begin_f(self, attributes):
        self._kind = "f"

    def _read_cell(self, text):
        if self._kind == "f":
            return ["f", "", ""]
        if not text or self._kind in ("inlineStr", "str"):
            return text
        if self._kind == "s":
            return self.strings[int(text)]
        return self.formats.typed(self._kind, text, int(self._style))

    def _column_of(self, reference):
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            if not re.fullmatch("[A-Za-z]{1,3}", letters):
                raise Refused(BROKEN)
            number = 0
            for letter in letters.upper():
                number = number * 26 + ord(letter) - ord("A") + 1
            self._columns[letters] = number
        return self._columns[letters]


class Formats:
    """Number formats of a workbook, which tell dates and durations from numbers."""

    def __init__(self, codes, epoch):
        self.codes, self.epoch = codes, epoch
        self.dates = {style for style, code in enumerate(codes) if is_date_format(code)}
        self.durations = {style for style, code in enumerate(codes) if is_timedelta_format(code)}

    def typed(self, kind, value, style):
        """A cell of another type than text: [data type, value, number format]."""
        code = self.codes[style] if self.codes else "General"
        if kind == "b":
            return ["b", bool(int(value)), code]
        if kind == "d":
            return _moment(from_ISO8601(value), code)
        if kind != "n":
            return ["e", value, code]
        number = int(value) if re.fullmatch(r"-?\d{1,300}", value) else float(value)
        return self._date(number, style, code) if style in self.dates else ["n", number, code]

    def _date(self, number, style, code):
        try:
            return _moment(from_excel(number, self.epoch, timedelta=style in self.durations), code)
        except (OverflowError, ValueError):  # Outside the range of dates.
            return ["e", "#VALUE!", code]


def _moment(value, code):
    return ["d", value.isoformat(), code] if isinstance(value, date) else ["t", str(value), code]


def _too_far(caps):
    return Refused(f"The sheet goes on below row {caps.rows:,}. Delete the rows that are empty.")
