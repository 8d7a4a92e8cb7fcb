"""Reader for the rows of a delimited text file; runs in a child process, without Django."""

import csv
import io

from baliportal.sandbox.errors import Refused

from .workbook_caps import WorkbookCaps

CAPS = WorkbookCaps()
LONGEST_ROW = 4_000_000  # Characters; the row of a law holds all its provisions.
UNDECODED = "After row {} the file is not {}. Choose its encoding yourself, or save it as “CSV UTF-8” or as XLSX."


def rows(file, encoding, delimiter, skipped):
    """Yield [number, cells] of every row, from 1, without the empty cells at its end; skips characters at the start.

    Raises Refused with a message for the user.
    """
    csv.field_size_limit(LONGEST_ROW)  # As exports: Python's own limit is shorter than the text of a long provision.
    number, text = 0, io.TextIOWrapper(file, encoding=encoding, newline="")
    lines = Lines(text)
    try:
        text.read(skipped)
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), 1):
            yield [number, _checked(number, row)]
            lines.begin_row(number + 1)
    except csv.Error as problem:
        raise Refused(f"Row {number + 1} cannot be read: {problem}.") from problem
    except UnicodeError as problem:
        raise Refused(UNDECODED.format(number, encoding.upper())) from problem


class Lines:
    """Lines of a text file, of which those of one row may have `LONGEST_ROW` characters in all."""

    def __init__(self, text):
        self.text = text
        self.begin_row(1)

    def begin_row(self, number):
        self.number, self.left = number, LONGEST_ROW

    def __iter__(self):
        while line := self.text.readline(self.left + 1):
            self.left -= len(line)
            if self.left < 0:
                raise Refused(
                    f"Row {self.number} has more than {LONGEST_ROW:,} characters. Look whether a quote is missing."
                )
            yield line


def _checked(number, row):
    while row and not row[-1]:
        row.pop()
    if number > CAPS.rows:
        raise Refused(f"The file goes on below row {CAPS.rows:,}. Delete the rows that are empty.")
    if len(row) > CAPS.columns:
        raise Refused(
            f"Row {number} has more than {CAPS.columns} cells. Delete those that are to the right of the table."
        )
    return row
