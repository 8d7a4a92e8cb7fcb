"""The formats in which tables are handed out, all of them in one list; and a table as a file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from . import csv_format, json_format, xlsx_format
from .citations import bibtex, csl, ris
from .table import Table

LONGEST = 60  # characters of a file's name that tell of the question


@dataclass(frozen=True)
class Format:
    """How a table is written; `label` and `use` are for people.

    `attached` formats are saved, the others a browser shows. `cites` says that only entries can be written so. Formats
    that are `offered` have a link below every list and record, the others on the page of all formats.
    """

    write: Callable
    content_type: str
    label: str
    use: str = ""
    attached: bool = True
    cites: bool = False
    offered: bool = False


#: Every format by its suffix. The addresses of files, their links and their labels all come from here; a kind may add
#: some of its own (`Kind.formats`).
FORMATS = {
    "csv": Format(Table.csv, csv_format.CONTENT_TYPE, "CSV", "opens in Excel and LibreOffice", offered=True),
    "xlsx": Format(
        lambda table: xlsx_format.write(table.columns, table.records(), table.about),
        xlsx_format.CONTENT_TYPE,
        "Excel",
        "a workbook",
        offered=True,
    ),
    "json": Format(
        lambda table: json_format.write(table.head(), "results", table.results()),
        json_format.CONTENT_TYPE,
        "JSON",
        "with the columns and their meaning",
        attached=False,
        offered=True,
    ),
    "jsonl": Format(
        lambda table: json_format.write_lines(table.results()),
        json_format.LINES_CONTENT_TYPE,
        "JSON Lines",
        "for programs, row by row",
    ),
    "bib": Format(lambda table: bibtex.write(table.citations()), bibtex.CONTENT_TYPE, "BibTeX", cites=True),
    "ris": Format(lambda table: ris.write(table.citations()), ris.CONTENT_TYPE, "RIS", cites=True),
    "csl.json": Format(lambda table: csl.write(table.citations()), csl.CONTENT_TYPE, "CSL-JSON", cites=True),
}
#: Those of any table.
TABLE_FORMATS = {suffix: each for suffix, each in FORMATS.items() if not each.cites}
#: Those that come back as a spreadsheet.
SPREADSHEETS = ("csv", "xlsx")


def formats_of(kind=None):
    """The formats of entries: of one kind, with its own among them, or of any."""
    return FORMATS | (kind.formats if kind else {})


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
