"""The rows of a file of separated values, as Excel, LibreOffice and this portal write it."""

import csv
import io
import re

from baliportal.catalogue.schema.scalars import one_line_end
from baliportal.exports.formats.formulas import restore

from .encodings import SHOWN, encoding_of
from .errors import FileRefused
from .sheet import count_known

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
HEAD = 64 * 1024  # characters in which the first row ends


class TextFile:
    """An upload as rows of texts; `told` says in words how it was read."""

    def __init__(self, file, form, encoding=""):
        self.file, self.encoding = file, encoding or encoding_of(file)
        self.delimiter, self._skipped = _delimiter(self._text(), form)
        name = SHOWN.get(self.encoding) or self.encoding.upper()
        self.told = f"Read as {name}, separated by {DELIMITERS.get(self.delimiter, repr(self.delimiter))}."

    def rows(self):
        """Yield (number, cells) of every row, the first being 1; raises FileRefused where the file is broken."""
        number, text = 0, self._text()
        text.read(self._skipped)
        try:
            for number, row in enumerate(csv.reader(text, delimiter=self.delimiter, strict=True), 1):
                yield number, row
        except csv.Error as problem:
            raise FileRefused(f"Row {number + 1} cannot be read: {problem}.") from problem
        except UnicodeError as problem:
            raise FileRefused(
                f"After row {number} the file is not {self.encoding.upper()}. Choose its encoding yourself, or save it "
                "as “CSV UTF-8” or as XLSX."
            ) from problem

    def cell(self, raw, column):
        """The text that a cell stands for."""
        return restore(one_line_end(raw))

    def close(self):
        """End the reading; the upload itself stays open."""

    def _text(self):
        self.file.seek(0)
        return io.TextIOWrapper(_Unclosed(self.file), encoding=self.encoding, newline="")


class _Unclosed(io.BufferedIOBase):
    """The upload, which stays open when the text around it goes."""

    def __init__(self, file):
        self._file = file

    def readable(self):
        return True

    def read(self, size=-1):
        return self._file.read(size)

    def read1(self, size=-1):
        return self._file.read(size if size > 0 else 8192)


def _delimiter(text, form):
    """The sign that divides the first row into the most names that are known, and how much to skip before it."""
    try:
        head = text.read(HEAD)
    except UnicodeError as problem:
        raise FileRefused("The file is not in this encoding. Choose another, or save it as XLSX.") from problem
    said = re.match(r"sep=(.)\r?\n", head)  # a line for Excel alone
    if said:
        return said[1], said.end()
    return max(DELIMITERS, key=lambda sign: _names_known(head, sign, form)), 0


def _names_known(head, sign, form):
    try:
        first = next(csv.reader(io.StringIO(head, newline=""), delimiter=sign), [])
    except csv.Error:
        return 0
    return count_known(form, first)
