"""Starter files: CSV files with the rows that every installation begins with, mapped to record schemas.

A kind or a vocabulary names its own (`RecordSchema.starter`). `cells` maps the name of a schema field to a column of
the file, or to a function from the row to the text of a cell. Texts are parsed by the schema's field types, as the
cells of a spreadsheet are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

#: The founding document of the portal, as the column source_url names it.
FOUNDING_DOCUMENT = "000_95346400332a603c.txt"


@dataclass(frozen=True)
class PartFile:
    """A file with nested rows of the records of another file.

    `key` is its column that names the record, `into` the schema field that takes the rows.
    """

    name: str
    key: str
    into: str
    cells: dict


@dataclass(frozen=True)
class SupplementFile:
    """A file with further cells of the records of another file; `key` is its column that names the record."""

    name: str
    key: str
    cells: dict


@dataclass(frozen=True)
class StarterFile:
    """A file with one record of `schema` a row; `key` is its column that identifies the row permanently."""

    name: str
    schema: str
    key: str
    cells: dict
    parts: list = field(default_factory=list)
    supplements: list = field(default_factory=list)


@dataclass(frozen=True)
class ComputedCell:
    """A cell computed from the row; `column` is the column of the file that error messages name."""

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
