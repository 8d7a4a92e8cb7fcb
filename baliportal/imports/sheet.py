"""The spreadsheet form of a kind: its record form, with the state of the journal at which each row was taken out."""

import difflib
from dataclasses import dataclass

from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import SchemaField, to_record, with_relations
from baliportal.catalogue.schema.scalars import Number
from baliportal.exports.formats.formulas import restore

from .errors import FileRefused

BATCH = 200  # rows held in memory at a time

VERSION = SchemaField(
    "version", "Version", Number(), "The number of its newest change when the file was made; leave it as it is, so "
    "that an import can tell what was changed here meanwhile.", "48213", governed=True,
)  # fmt: skip
PASSED_OVER = ("kind", "page")  # columns of the public files that say nothing to write


def sheet_columns(form):
    """The columns of an export for editing: the id, the version, then what may be changed."""
    first, *rest = form.fields
    return (first, VERSION, *rest)


def sheet_records(form, pks):
    """The rows of an export for editing, in this order; what is gone meanwhile is left out."""
    for start in range(0, len(pks), BATCH):
        some = pks[start : start + BATCH]
        # Numbers first: a record newer than its number is seen as such when it comes back, an older one would undo.
        numbers = newest_numbers(form.model.objects.filter(pk__in=some).values_list("public_id", flat=True))
        things = {thing.pk: thing for thing in with_relations(form).filter(pk__in=some)}
        for thing in (things[pk] for pk in some if pk in things):
            yield to_record(thing) | {"version": numbers.get(thing.public_id)}


def newest_numbers(subjects):
    """The number of the newest change of each of these public ids."""
    return dict(Change.objects.latest_of(list(subjects)).values_list("subject", "number"))


@dataclass(frozen=True)
class Heading:
    """One column of an uploaded file: the record form's column it is, or None when it is passed over."""

    place: int
    name: str
    column: SchemaField | None


def headings(form, cells):
    """What the first row of a file names. Raises FileRefused for a name that the form does not have, or has twice."""
    known = _known(form)
    found = [_heading(form, known, place, restore(cell).strip()) for place, cell in enumerate(cells)]
    while found and not found[-1].name:
        found.pop()
    names = [heading.name for heading in found if heading.name]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FileRefused(f"The column “{twice[0]}” stands there twice. Delete one of the two.")
    if not any(heading.column for heading in found):
        raise FileRefused(
            "The first row names no column of this list. It must hold the column names, as an export writes them."
        )
    return found


def count_known(form, cells):
    """How many of these cells name a column, to tell by which sign a line is divided."""
    known = _known(form)
    return sum(restore(cell).strip().casefold() in known for cell in cells)


def _known(form):
    """Every name a column goes by or went by, its label too where that is not another column's name."""
    columns = sheet_columns(form)
    names = {name.casefold(): None for name in form.former_fields}
    names |= {name.casefold(): column for column in columns for name in column.former_names}
    names |= {column.label.casefold(): column for column in columns}
    names |= {column.name.casefold(): column for column in columns}
    return names | dict.fromkeys(PASSED_OVER)


def _heading(form, known, place, name):
    if not name:
        return Heading(place, "", None)
    if name.casefold() not in known:
        near = difflib.get_close_matches(name.casefold(), known, 1, 0.5)
        hint = f" Did you mean “{near[0]}”?" if near else f" There are: {', '.join(form.names)}."
        raise FileRefused(f"{form.plural} have no column “{name}”.{hint} Correct its name or delete the column.")
    column = known[name.casefold()]
    return Heading(place, column.name if column else name.casefold(), column)
