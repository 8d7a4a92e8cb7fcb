"""Tables: columns and rows from any source, in the forms that the file formats need."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from baliportal.catalogue.calendar_entries import CalendarEntry
from baliportal.catalogue.schema.records import SchemaField

from ..delivery.options import NO_OPTIONS, ExportOptions
from ..delivery.streaming_file import Progress
from . import csv_format


class Table:
    """Base class: columns, and rows as records, as JSON or as citations.

    `delimiter` and `bom`, the byte-order mark that Excel looks for, are CSV's. `about`, if there is one, yields the
    rows of the last sheet of a workbook (see `xlsx_format.write`). `calendar_name` is the title of a calendar.
    """

    columns: Sequence[SchemaField] = ()
    calendar_name = "Bali Process meetings"
    delimiter, bom = ",", True
    about: Callable[[Mapping[str, str]], Iterable[tuple[str, ...]]] | None = None

    def records(self) -> Iterable[dict[str, Any]]:
        """For CSV and XLSX: a dict from column name to value for each row."""
        raise NotImplementedError

    def results(self) -> Iterable[dict[str, Any]]:
        """For JSON: plain values for each row."""
        return self.records()

    def head(self) -> dict[str, Any]:
        """For JSON: the members of the object before its rows."""
        return {}

    def citations(self) -> Iterable[dict[str, Any]]:
        """CSL items, for tables of entries."""
        raise NotImplementedError

    def calendar_entries(self) -> Iterable[CalendarEntry]:
        """Dated entries with absolute addresses, for tables of what stands in the calendar."""
        raise NotImplementedError

    def csv_chunks(self) -> Iterable[tuple[int, bytes]] | None:
        """Optional: (number of rows, CSV lines) in chunks made by the database; None where it cannot make them."""
        return None

    def csv(self) -> Iterator[bytes]:
        """The bytes of the table as CSV, by the database where it can make them."""
        chunks = self.csv_chunks()
        if chunks is None:
            return csv_format.write(self.columns, self.records(), self.delimiter, self.bom)
        return chain([csv_format.header_line(self.columns, self.delimiter, self.bom)], (chunk for _, chunk in chunks))


class ArrangedTable(Table):
    """A table under export options: its chosen columns, one row per value if so chosen, rows counted in `progress`."""

    def __init__(self, table: Table, options: ExportOptions = NO_OPTIONS, progress: Progress | None = None):
        self._table, self._options, self._progress = table, options, progress or Progress()
        self.columns = options.select_columns(table.columns)
        self.delimiter, self.bom = options.delimiter, options.bom
        self.calendar_name = table.calendar_name

    def records(self) -> Iterable[dict[str, Any]]:
        return self._progress.count_rows(self._options.one_row_per_value(self._table.records()))

    def results(self) -> Iterable[dict[str, Any]]:
        """The results as the table has them, or flat records where columns were chosen or rows repeated."""
        if not (self._options.columns or self._options.per):
            return self._progress.count_rows(self._table.results())
        return ({column.name: record[column.name] for column in self.columns} for record in self.records())

    def head(self) -> dict[str, Any]:
        """The head of the table; of a list of columns, the chosen ones."""
        head, names = self._table.head(), {column.name for column in self.columns}
        if "columns" in head:
            head = head | {"columns": [column for column in head["columns"] if column["name"] in names]}
        return head

    def citations(self) -> Iterable[dict[str, Any]]:
        return self._progress.count_rows(self._table.citations())

    def calendar_entries(self) -> Iterable[CalendarEntry]:
        return self._progress.count_rows(self._table.calendar_entries())

    def csv_chunks(self) -> Iterable[tuple[int, bytes]] | None:
        chunks = self._table.csv_chunks()
        return None if chunks is None else self._progress.count_chunks(chunks)
