"""Delimited text files (CSV, TSV) as written by Excel, LibreOffice and this portal."""

import csv
import io
import re

from baliportal.catalogue.schema.scalars import one_line_end
from baliportal.exports.formats.formulas import restore

from .child_rows import child_rows
from .encodings import ENCODING_LABELS, detect_encoding
from .errors import FileRefused
from .sheet import count_known_names

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
READER = "baliportal.imports.text_reader.rows"
BROKEN = "The file cannot be read as text in columns. Save it as “CSV UTF-8” or as XLSX."
HEAD_CHARACTERS = 64 * 1024  # The first row is expected to end within so many characters.


class TextFile:
    """An uploaded text file; `description` names the encoding and delimiter. `close` ends the child process."""

    def __init__(self, file, schema, encoding=""):
        self.file, self.encoding = file, encoding or detect_encoding(file)
        self.delimiter, skipped = _delimiter(self._text(), schema)
        place = self.encoding, self.delimiter, skipped
        self._items = child_rows(READER, *place, file=file, what="file", broken=BROKEN)
        name = ENCODING_LABELS.get(self.encoding) or self.encoding.upper()
        self.description = f"Read as {name}, separated by {DELIMITERS.get(self.delimiter, repr(self.delimiter))}."

    def rows(self):
        """Yield [number, cells] of every row, from 1; raises FileRefused where the file cannot be read."""
        yield from self._items

    def cell(self, raw, column):
        """The text of a cell, without the escape of a formula."""
        return restore(one_line_end(raw))

    def close(self):
        self._items.close()

    def _text(self):
        self.file.seek(0)
        return io.TextIOWrapper(_Unclosed(self.file), encoding=self.encoding, newline="")


class _Unclosed(io.BufferedIOBase):
    """Wrapper that keeps the upload open when the text wrapper around it is closed."""

    def __init__(self, file):
        self._file = file

    def readable(self):
        return True

    def read(self, size=-1):
        return self._file.read(size)

    def read1(self, size=-1):
        return self._file.read(size if size > 0 else 8192)


def _delimiter(text, schema):
    """The delimiter with which the first row has most known names, and the number of characters to skip before it."""
    try:
        head = text.read(HEAD_CHARACTERS)
    except UnicodeError as problem:
        raise FileRefused("The file is not in this encoding. Choose another, or save it as XLSX.") from problem
    # Excel reads the delimiter from a first line like “sep=;”.
    declared = re.match(r"sep=(.)\r?\n", head)
    if declared:
        return declared[1], declared.end()
    return max(DELIMITERS, key=lambda sign: _count_names(head, sign, schema)), 0


def _count_names(head, sign, schema):
    try:
        first = next(csv.reader(io.StringIO(head, newline=""), delimiter=sign), [])
    except csv.Error:
        return 0
    return count_known_names(schema, first)
