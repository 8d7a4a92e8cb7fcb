"""What one row asks for: the values it would give to a record, against the record as it stands."""

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from baliportal.catalogue.canonical import field_named
from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.scalars import InvalidValue

from .cells import Kept, value_of
from .sheet import VERSION, sheet_columns


@dataclass
class RowPatch:
    """The values that differ from the record, what is wrong and at which cell, and what is passed over.

    `version` is the journal's number at which the row was taken out, None where it does not say.
    """

    values: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    version: int | None = None


class ImportedRow:
    """Reads rows of an uploaded file."""

    def __init__(self, batch):
        columns = sheet_columns(named(batch.form))
        self.columns = [(place, field_named(columns, name)) for place, name in enumerate(batch.job["columns"])]

    def read(self, line, present):
        """`present` is the record as it stands, None for a row that adds one."""
        wish = RowPatch()
        for place, column in self.columns:
            if column is not None and column.name != "id":
                self._take(wish, column, line.cells[place], place, present)
        wish.errors += [("", cell["wrong"]) for cell in line.cells[len(self.columns) :]]
        return wish

    def place_of(self, name):
        """Where in the file a column of the record stands, in words."""
        found = (_cell_name(column, place) for place, column in self.columns if column and column.name == name)
        return next(found, "" if name == "__all__" else name)

    def _take(self, wish, column, cell, place, present):
        there = "" if present is None or column is VERSION else column.type.format(present[column.name])
        if cell == there and column is not VERSION:
            return
        if column.governed and column is not VERSION:
            self._pass_over(wish, column, cell)
            return
        try:
            value = value_of(column, cell, there)
        except Kept:
            if present is None:
                wish.errors.append((_cell_name(column, place), "holds no text."))
            return
        except InvalidValue as problem:
            wish.errors.append((_cell_name(column, place), str(problem)))
            return
        self._keep(wish, column, value, present)

    def _pass_over(self, wish, column, cell):
        if cell:
            wish.notes.append(f"{column.label}: “{cell}” is passed over. It is changed in the form, not by a file.")

    def _keep(self, wish, column, value, present):
        if column is VERSION:
            wish.version = value
        elif column.name == "slug" and not value:
            return  # an address is made when a record is new, and stays
        elif present is None or value != present[column.name]:
            wish.values[column.name] = value


class BulkChange:
    """Gives every chosen record the same change of one field."""

    def __init__(self, batch):
        self.column = named(batch.form).field(batch.job["column"])
        self.act, self.value = batch.job["act"], batch.job["value"]

    def read(self, line, present):
        wish = RowPatch()
        try:
            value = self.column.type.clean(self._changed(present[self.column.name]))
        except InvalidValue as problem:
            wish.errors.append((self.column.label, str(problem)))
        else:
            if value != present[self.column.name]:
                wish.values[self.column.name] = value
        return wish

    def place_of(self, name):
        return self.column.label if name == self.column.name else name

    def _changed(self, present):
        if self.act == "add":
            return [*present, *(each for each in self.value if each not in present)]
        if self.act == "remove":
            return [each for each in present if each not in self.value]
        return self.value


def reader_of(batch):
    return BulkChange(batch) if batch.origin == batch.Origin.BULK_EDIT else ImportedRow(batch)


def _cell_name(column, place):
    return f"{column.name} (column {get_column_letter(place + 1)})"
