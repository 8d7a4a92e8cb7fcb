"""Spreadsheet columns of a record schema, with the version (journal number) of each row at its export."""

import difflib
from dataclasses import dataclass

from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import SchemaField, to_record, with_relations
from baliportal.catalogue.schema.scalars import Number
from baliportal.exports.formats.formulas import restore

from .errors import FileRefused

CHUNK = 200  # Rows held in memory at a time.

VERSION = SchemaField(
    "version", "Version", Number(), "The number of its newest change when the file was made; leave it as it is, so "
    "that an import can tell what was changed here meanwhile.", "48213", governed=True,
)  # fmt: skip
IGNORED_COLUMNS = (
    "kind",
    "page",
    "page_hits",
    "not_recorded",
)  # Columns of the public files that hold nothing to write.


def sheet_columns(schema):
    """Columns of an export for editing: id, version, then the other fields."""
    first, *rest = schema.fields
    return (first, VERSION, *rest)


def sheet_records(schema, pks):
    """Yield the rows of an export for editing, in the order of `pks`, without records deleted meanwhile."""
    for start in range(0, len(pks), CHUNK):
        chunk = pks[start : start + CHUNK]
        # Numbers are read before records: a record newer than its number shows as a conflict in the import, whereas an
        # older one would silently undo the change in between.
        numbers = latest_change_numbers(schema.model.objects.filter(pk__in=chunk).values_list("public_id", flat=True))
        records = {record.pk: record for record in with_relations(schema).filter(pk__in=chunk)}
        for record in (records[pk] for pk in chunk if pk in records):
            yield to_record(record) | {"version": numbers.get(record.public_id)}


def latest_change_numbers(subjects):
    """{public id: journal number of its newest change}."""
    return dict(Change.objects.latest_of(list(subjects)).values_list("subject", "number"))


@dataclass(frozen=True)
class Heading:
    """One column of an uploaded file, with its schema field, or None if it is ignored."""

    place: int
    name: str
    column: SchemaField | None


def headings(schema, cells):
    """Headings in the first row of a file. Raises FileRefused for an unknown or repeated name, or if there is none."""
    known = _fields_by_name(schema)
    result = [_heading(schema, known, place, restore(cell).strip()) for place, cell in enumerate(cells)]
    while result and not result[-1].name:
        result.pop()
    names = [heading.name for heading in result if heading.name]
    duplicates = sorted({name for name in names if names.count(name) > 1})
    if duplicates:
        raise FileRefused(f"The column “{duplicates[0]}” stands there twice. Delete one of the two.")
    if not any(heading.column for heading in result):
        raise FileRefused(
            "The first row names no column of this list. It must hold the column names, as an export writes them."
        )
    return result


def count_known_names(schema, cells):
    """Number of cells that name a column; used to detect the delimiter."""
    known = _fields_by_name(schema)
    return sum(restore(cell).strip().casefold() in known for cell in cells)


def _fields_by_name(schema):
    """{case-folded name: field} by present and former names and labels; names take precedence over labels."""
    columns = sheet_columns(schema)
    names = {name.casefold(): None for name in schema.former_fields}
    names |= {name.casefold(): column for column in columns for name in column.former_names}
    names |= {column.label.casefold(): column for column in columns}
    names |= {column.name.casefold(): column for column in columns}
    return names | dict.fromkeys(IGNORED_COLUMNS)


def _heading(schema, known, place, name):
    if not name:
        return Heading(place, "", None)
    if name.casefold() not in known:
        near = difflib.get_close_matches(name.casefold(), known, 1, 0.5)
        hint = f" Did you mean “{near[0]}”?" if near else f" There are: {', '.join(schema.names)}."
        raise FileRefused(f"{schema.plural} have no column “{name}”.{hint} Correct its name or delete the column.")
    column = known[name.casefold()]
    return Heading(place, column.name if column else name.casefold(), column)
