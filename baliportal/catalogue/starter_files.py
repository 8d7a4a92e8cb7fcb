"""Starter files: CSV files with the rows that every installation begins with, and how they become records.

A kind or a vocabulary names its own (`Form.starter`). A value on the right of a colon is the name of a column of the
file, or a function from the row to the text of a cell. Texts are read by the record form's own columns, as a
spreadsheet's cells would be.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

FOUNDING_DOCUMENT = "000_95346400332a603c.txt"  # as source_url names it


@dataclass(frozen=True)
class PartFile:
    """A file whose rows belong into one column of the records of another file."""

    name: str
    key: str  # its column that names the record they belong to
    into: str  # the column of the record form that takes them
    cells: dict


@dataclass(frozen=True)
class SupplementFile:
    """A file with further cells of the records of another file; `key` is its column that names the record."""

    name: str
    key: str
    cells: dict


@dataclass(frozen=True)
class StarterFile:
    """A file with one record a row; `key` is its column that names the row for ever."""

    name: str
    form: str
    key: str
    cells: dict
    parts: list = field(default_factory=list)
    supplements: list = field(default_factory=list)


@dataclass(frozen=True)
class ComputedCell:
    """A cell that a function makes of the row; `column` is where to look when it is wrong."""

    column: str
    by: Callable

    def __call__(self, row):
        return self.by(row)


def _source_url(row):
    return "" if row["source_url"] == FOUNDING_DOCUMENT else row["source_url"]


def _source_note(row):
    return "Founding document of this portal (about 2008)" if row["source_url"] == FOUNDING_DOCUMENT else ""


SAME = {name: name for name in ("title", "topics", "summary")}
SOURCE = {"source_url": _source_url, "source_note": _source_note}
