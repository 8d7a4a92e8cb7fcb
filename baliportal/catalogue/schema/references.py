"""What names an entry, found and re-pointed through the record forms: fields, sets of links and rows of any kind."""

from dataclasses import dataclass

from ..kinds import all_schemas
from .nested import NestedRows
from .records import to_record
from .relations import Link, Links


@dataclass(frozen=True)
class Place:
    """A column, or a column inside a column of rows, that may name entries of a kind."""

    form: object
    column: object
    inner: object = None

    @property
    def type(self):
        return (self.inner or self.column).type

    @property
    def lookup(self):
        return f"{self.column.attribute}__{self.inner.attribute}" if self.inner else self.column.attribute

    def value_with(self, record, change):
        """The column's value in a record when `change(name)` is put for each name in it; None takes it away."""
        value = record[self.column.name]
        if self.inner:
            rows = [row | {self.inner.name: _changed(self.inner.type, row[self.inner.name], change)} for row in value]
            return [
                row for row, old in zip(rows, value, strict=True) if row[self.inner.name] or not old[self.inner.name]
            ]
        return _changed(self.column.type, value, change)


def places(kind):
    """Every place in any record form that may name an entry of this kind."""
    for form in all_schemas():
        for column in form.fields:
            inner = column.type.fields if isinstance(column.type, NestedRows) else [None]
            for each in inner:
                place = Place(form, column, each)
                if type(place.type) in (Link, Links) and place.type.kind in ("", kind):
                    yield place


def names_entries(column):
    """Whether a column, or a column inside its rows, may name entries of whatever kind."""
    inner = column.type.fields if isinstance(column.type, NestedRows) else [column]
    return any(type(each.type) in (Link, Links) for each in inner)


def referrers(entry):
    """{thing: [places]} of everything that names this entry."""
    found = {}
    for place in places(entry.kind):
        for thing in place.form.model._default_manager.filter(**{place.lookup: entry.pk}).distinct():
            found.setdefault(thing, []).append(place)
    return found


def repointed(thing, places, old, new):
    """The part of a record that changes when it names `new` where it named `old`; without `new`, nobody."""
    told = to_record(thing)
    part = {}
    for place in places:
        name = place.type.name(old)
        change = {name: place.type.name(new) if new else None}
        part[place.column.name] = place.value_with(told | part, lambda each, change=change: change.get(each, each))
    return part


def _changed(kind, value, change):
    if isinstance(kind, Links):
        return [name for name in map(change, value) if name]
    return change(value) or kind.empty if value else value
