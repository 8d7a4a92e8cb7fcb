"""A table handed out as a file: one writer per format, whatever the table holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from unicodedata import category

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from . import csv_format, json_format, xlsx_format
from .citations import bibtex, csl, ris

LONGEST = 60  # characters of a file's name that tell of the question


@dataclass(frozen=True)
class Table:
    """What goes into a file, made only when a format asks for it.

    `columns` and `records` are for formats of rows and cells, `head` and `results` for JSON; `citations` gives CSL
    items, where the rows can be cited. `delimiter` is CSV's, and `bom`, the mark at its beginning that Excel looks for.
    Where the database can write a CSV of these records itself, `lines` gives its lines, and of how many records they
    are, many at a time. `about` gives the last sheet of a workbook, which tells of it (see `xlsx_format`).
    """

    columns: tuple
    records: Callable
    results: Callable
    head: Callable
    citations: Callable | None = None
    delimiter: str = ","
    bom: bool = True
    lines: Callable | None = None
    about: Callable | None = None

    def csv(self):
        if self.lines is None:
            return csv_format.write(self.columns, self.records(), self.delimiter, self.bom)
        return chain([csv_format.head(self.columns, self.delimiter, self.bom)], (lines for _, lines in self.lines()))


@dataclass(frozen=True)
class Format:
    """How a table is written; `label` and `use` are for people.

    `attached` formats are saved, the others a browser shows.
    """

    write: Callable
    content_type: str
    label: str
    use: str = ""
    attached: bool = True


FORMATS = {
    "csv": Format(Table.csv, csv_format.CONTENT_TYPE, "CSV", "opens in Excel and LibreOffice"),
    "xlsx": Format(
        lambda table: xlsx_format.write(table.columns, table.records(), table.about),
        xlsx_format.CONTENT_TYPE,
        "Excel",
        "a workbook",
    ),
    "json": Format(
        lambda table: json_format.write(table.head(), "results", table.results()),
        json_format.CONTENT_TYPE,
        "JSON",
        "with the columns and their meaning",
        attached=False,
    ),
    "jsonl": Format(
        lambda table: json_format.write_lines(table.results()),
        json_format.LINES_CONTENT_TYPE,
        "JSON Lines",
        "for programs, row by row",
    ),
    "bib": Format(lambda table: bibtex.write(table.citations()), bibtex.CONTENT_TYPE, "BibTeX"),
    "ris": Format(lambda table: ris.write(table.citations()), ris.CONTENT_TYPE, "RIS"),
    "csl.json": Format(lambda table: csl.write(table.citations()), csl.CONTENT_TYPE, "CSL-JSON"),
}
CITATIONS = ("bib", "ris", "csl.json")


def formats_of(table):
    """The suffixes under which this table is handed out."""
    return [suffix for suffix in FORMATS if table.citations or suffix not in CITATIONS]


def answer(table, suffix, name, words=()):
    """The response with the whole table, streamed; `words` of the question go into the name it is saved under."""
    wanted = FORMATS[suffix]
    response = StreamingHttpResponse(wanted.write(table), content_type=wanted.content_type)
    if wanted.attached:
        response["Content-Disposition"] = content_disposition_header(True, f"{file_name(name, words)}.{suffix}")
    return response


def file_name(name, words, day=None):
    """What, which choice, which day (or today), in letters, marks and digits of any script: register_MY_2026-11-24."""
    kept = "".join(character if category(character)[0] in "LMN" else "-" for character in " ".join(words)[:LONGEST])
    chosen = re.sub("-+", "-", kept).strip("-")
    return "_".join(filter(None, [name, chosen, str(day or timezone.localdate())]))
