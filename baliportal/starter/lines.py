"""Lines of the starter files, and the error that names file, line and column."""

import csv
import io
from dataclasses import dataclass

from baliportal.catalogue.schema.scalars import InvalidValue
from baliportal.catalogue.starter_files import ComputedCell


class StarterError(Exception):
    """A file or a row that cannot be loaded; the message names file, line and column."""


@dataclass(frozen=True)
class Line:
    """One row of a file: the line where it ends, and its cells by column."""

    file: str
    number: int
    cells: dict

    def error(self, message, column=""):
        """A StarterError that names this line, and the column where one is at fault."""
        return StarterError(f"{self.file}, line {self.number}{column and f', column {column}'}: {message}")

    def text(self, cell):
        """The text of a column, or the text that a function makes of the row."""
        try:
            return cell(self.cells) if callable(cell) else self.cells[cell]
        except KeyError as missing:
            raise self.error(f"the file has no column “{missing.args[0]}”.") from None

    def value(self, name, kind, cell):
        """The canonical value that a cell gives to the field `name` of a record."""
        try:
            return kind.parse(self.text(cell))
        except InvalidValue as problem:
            raise self.error(problem, heading(name, cell)) from problem


def heading(name, cell):
    """Name in the file of the column that a cell comes from."""
    if isinstance(cell, ComputedCell):
        return cell.column
    return cell if isinstance(cell, str) else name


def lines(path):
    """Yield every row of a CSV file; raise StarterError when it cannot be read."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        for cells in reader:
            line = Line(path.name, reader.line_num, cells)
            if None in cells or None in cells.values():
                raise line.error("wrong number of columns.")
            yield line
    except csv.Error as problem:
        raise StarterError(f"{path.name}, line {reader.reader.line_num}: {problem}.") from problem


def _text(path):
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise StarterError(f"{path.name}: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        number = problem.object.count(b"\n", 0, problem.start) + 1
        raise StarterError(f"{path.name}, line {number}: not UTF-8 ({problem.reason}).") from problem
