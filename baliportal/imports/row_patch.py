"""Patches from rows: the values that a row would change in a record."""

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from baliportal.catalogue.canonical import field_named
from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.scalars import InvalidValue

from .cells import KeepPresentValue, value_of
from .sheet import VERSION, sheet_columns


@dataclass
class RowPatch:
    """`values` that differ from the record, `errors` as (cell, message), and `notes` on ignored cells.

    `version` is the journal number at which the row was exported, None for a row without one.
    """

    values: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    version: int | None = None


class ImportedRowReader:
    """Patch reader for rows of an uploaded file."""

    def __init__(self, batch):
        columns = sheet_columns(named(batch.schema_name))
        self.columns = [(place, field_named(columns, name)) for place, name in enumerate(batch.job["columns"])]

    def read(self, line, present):
        """Return the patch of one row; `present` is the present record, None for a row that adds one."""
        patch = RowPatch()
        for place, column in self.columns:
            if column is not None and column.name != "id":
                self._read_cell(patch, column, line.cells[place], place, present)
        patch.errors += [("", cell["wrong"]) for cell in line.cells[len(self.columns) :]]
        return patch

    def place_of(self, name):
        """Cell of a field in the file, for error messages; “__all__” has none."""
        names = (_cell_name(column, place) for place, column in self.columns if column and column.name == name)
        return next(names, "" if name == "__all__" else name)

    def _read_cell(self, patch, column, cell, place, present):
        present_text = "" if present is None or column is VERSION else column.type.format(present[column.name])
        if cell == present_text and column is not VERSION:
            return
        if column.governed and column is not VERSION:
            self._note_ignored(patch, column, cell)
            return
        try:
            value = value_of(column, cell, present_text)
        except KeepPresentValue:
            if present is None:
                patch.errors.append((_cell_name(column, place), "holds no text."))
            return
        except InvalidValue as problem:
            patch.errors.append((_cell_name(column, place), str(problem)))
            return
        self._store(patch, column, value, present)

    def _note_ignored(self, patch, column, cell):
        if cell:
            patch.notes.append(f"{column.label}: “{cell}” is passed over. It is changed in the form, not by a file.")

    def _store(self, patch, column, value, present):
        if column is VERSION:
            patch.version = value
        elif column.name == "slug" and not value:
            return  # An empty slug is generated for a new record, and unchanged for a present one.
        elif present is None or value != present[column.name]:
            patch.values[column.name] = value


class BulkEditReader:
    """Patch reader for a bulk edit: the same change of one field for every selected record."""

    def __init__(self, batch):
        self.column = named(batch.schema_name).field(batch.job["column"])
        self.operation, self.value = batch.job["act"], batch.job["value"]

    def read(self, line, present):
        patch = RowPatch()
        try:
            value = self.column.type.clean(self._changed(present[self.column.name]))
        except InvalidValue as problem:
            patch.errors.append((self.column.label, str(problem)))
        else:
            if value != present[self.column.name]:
                patch.values[self.column.name] = value
        return patch

    def place_of(self, name):
        return self.column.label if name == self.column.name else name

    def _changed(self, present):
        if self.operation == "add":
            return [*present, *(item for item in self.value if item not in present)]
        if self.operation == "remove":
            return [item for item in present if item not in self.value]
        return self.value


def patch_reader(batch):
    """The reader for the rows of a batch: `read(line, present)` and `place_of(name)`."""
    return BulkEditReader(batch) if batch.origin == batch.Origin.BULK_EDIT else ImportedRowReader(batch)


def _cell_name(column, place):
    return f"{column.name} (column {get_column_letter(place + 1)})"
