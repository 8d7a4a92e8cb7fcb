"""The list of all file formats of tables, and a table as an HTTP response."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from baliportal.catalogue.kinds import Kind

from . import csv_format, icalendar_format, json_format, xlsx_format
from .citations import bibtex, csl, ris
from .table import Table

#: Characters of the request that go into a file's name, which has to stay shorter than file systems allow.
MAX_NAME_CHARACTERS = 60


@dataclass(frozen=True)
class Format:
    """A file format; `label` and `use` are texts for people.

    A browser saves `attached` formats and shows the others. A format that `cites` is for entries only. Formats that are
    `offered` have a link below every list and record, the others only on the page of all formats.
    """

    write: Callable[[Table], Iterator[bytes]]
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
        lambda table: json_format.write(table.head() | _licences(), "results", table.results()),
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
#: The format of what stands in the calendar, for kinds with a `Kind.calendar`.
ICALENDAR = Format(
    lambda table: icalendar_format.write(table.calendar_entries(), table.calendar_name, icalendar_format.UNDATED),
    icalendar_format.CONTENT_TYPE,
    "iCalendar",
    "for Outlook, Google and other calendars",
    offered=True,
)
#: The formats of any table, entries or not.
TABLE_FORMATS = {suffix: table_format for suffix, table_format in FORMATS.items() if not table_format.cites}
#: Suffixes of the formats that can be edited in a spreadsheet program and imported again.
SPREADSHEETS = ("csv", "xlsx")


def _licences():
    """The licence of the data, under the name and in the form of a data package."""
    return {"licenses": [settings.DATA_LICENCE]}


def formats_of(kind: Kind | None = None) -> dict[str, Format]:
    """The formats of entries by suffix: those of a kind, its own included, or with None those of every kind."""
    return FORMATS | (kind.formats if kind else {})


def table_response(table: Table, suffix: str, name: str, words: Iterable[str] = ()) -> StreamingHttpResponse:
    """A response that streams the whole table; `words` of the request go into the name of the file."""
    table_format = FORMATS[suffix]
    response = StreamingHttpResponse(table_format.write(table), content_type=table_format.content_type)
    if table_format.attached:
        response["Content-Disposition"] = content_disposition_header(True, f"{file_name(name, words)}.{suffix}")
    return response


def file_name(name: str, words: Iterable[str], day: date | None = None) -> str:
    """Name, words of the request and day (today by default), without suffix: legislation_MY_2026-11-24.

    Of the words only letters, marks and digits of any script stay.
    """
    question = " ".join(words)[:MAX_NAME_CHARACTERS]
    safe = "".join(character if category(character)[0] in "LMN" else "-" for character in question)
    chosen = re.sub("-+", "-", safe).strip("-")
    return "_".join(filter(None, [name, chosen, str(day or timezone.localdate())]))
