"""Rows to hand out, whatever they are rows of; every format writes what it needs of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from baliportal.catalogue.schema.records import SchemaField

from ..delivery.options import NO_OPTIONS, ExportOptions
from ..delivery.streaming_file import Progress
from . import csv_format


class Table:
    """Base class. `delimiter` is CSV's, and `bom`, the mark at its beginning that Excel looks for.

    `about`, where there is one, gives the last sheet of a workbook, which tells of it (see `xlsx_format`).
    """

    columns: Sequence[SchemaField] = ()
    delimiter, bom = ",", True
    about: Callable[[dict], Iterable[tuple]] | None = None

    def records(self) -> Iterable[dict]:
        """For formats of rows and cells: a dict from column name to value for each row."""
        raise NotImplementedError

    def results(self) -> Iterable[dict]:
        """For JSON: plain values for each row."""
        return self.records()

    def head(self) -> dict:
        """For JSON: what stands before the rows."""
        return {}

    def citations(self) -> Iterable[dict]:
        """CSL items, where the rows can be cited."""
        raise NotImplementedError

    def lines(self) -> Iterable[tuple[int, bytes]] | None:
        """The lines of a CSV as the database writes them, and of how many records they are; None where it cannot."""
        return None

    def csv(self) -> Iterator[bytes]:
        lines = self.lines()
        if lines is None:
            return csv_format.write(self.columns, self.records(), self.delimiter, self.bom)
        return chain([csv_format.head(self.columns, self.delimiter, self.bom)], (piece for _, piece in lines))


class ArrangedTable(Table):
    """Another table with the columns and rows that were chosen, counted as they pass."""

    def __init__(self, table: Table, choices: ExportOptions = NO_OPTIONS, progress: Progress | None = None):
        self._table, self._choices, self._progress = table, choices, progress or Progress()
        self.columns = choices.chosen(table.columns)
        self.delimiter, self.bom = choices.delimiter, choices.bom

    def records(self):
        return self._progress.counted(self._records())

    def results(self):
        return self._progress.counted(self._flat() if self._choices.columns or self._choices.per else self._results())

    def head(self):
        """With those of its columns that were chosen."""
        head, names = self._table.head(), {column.name for column in self.columns}
        return head | {key: [each for each in head[key] if each["name"] in names] for key in head.keys() & {"columns"}}

    def citations(self):
        return self._progress.counted(self._table.citations())

    def lines(self):
        lines = self._table.lines()
        return None if lines is None else self._progress.summed(lines)

    def _records(self):
        return self._choices.arranged(self._table.records())

    def _results(self):
        return self._table.results()

    def _flat(self):
        return ({column.name: record[column.name] for column in self.columns} for record in self._records())
