"""References to entries in record schemas: finding every record that names an entry, and pointing it to another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..kinds import RecordSchema, all_schemas
from .nested import NestedRows
from .records import SchemaField, to_record
from .relations import Link, Links


@dataclass(frozen=True)
class Reference:
    """A schema field, or an `inner` field of its nested rows, that may name entries of a kind."""

    schema: RecordSchema
    field: SchemaField
    inner: SchemaField | None = None

    @property
    def type(self):
        return (self.inner or self.field).type

    @property
    def lookup(self) -> str:
        """The ORM lookup of the relation."""
        return f"{self.field.attribute}__{self.inner.attribute}" if self.inner else self.field.attribute

    def value_with(self, record: dict, change: Callable):
        """Return the field's value in a record with `change(name)` in place of each name; None removes the name."""
        value = record[self.field.name]
        if self.inner:
            rows = [row | {self.inner.name: _changed(self.inner.type, row[self.inner.name], change)} for row in value]
            return [
                row for row, old in zip(rows, value, strict=True) if row[self.inner.name] or not old[self.inner.name]
            ]
        return _changed(self.field.type, value, change)


def references_to_kind(kind: str) -> Iterator[Reference]:
    """Yield every field of any record schema that may name an entry of this kind."""
    for schema in all_schemas():
        for field in schema.fields:
            for inner in field.type.fields if isinstance(field.type, NestedRows) else [None]:
                reference = Reference(schema, field, inner)
                if type(reference.type) in (Link, Links) and reference.type.kind in ("", kind):
                    yield reference


def names_entries(field: SchemaField) -> bool:
    """Tell whether a field, or a field of its nested rows, may name entries of any kind."""
    fields = field.type.fields if isinstance(field.type, NestedRows) else [field]
    return any(type(each.type) in (Link, Links) for each in fields)


def referrers(entry) -> dict:
    """Return {instance: [Reference]} of everything that names this entry."""
    by_instance = {}
    for reference in references_to_kind(entry.kind):
        for instance in reference.schema.model._default_manager.filter(**{reference.lookup: entry.pk}).distinct():
            by_instance.setdefault(instance, []).append(reference)
    return by_instance


def repoint(instance, references: list[Reference], old, new) -> dict:
    """Return the part of a record that changes when it names `new` in place of `old`; without `new`, nothing."""
    record = to_record(instance)
    part = {}
    for reference in references:
        name = reference.type.name(old)
        change = {name: reference.type.name(new) if new else None}
        part[reference.field.name] = reference.value_with(
            record | part, lambda named, change=change: change.get(named, named)
        )
    return part


def _changed(field_type, value, change):
    if isinstance(field_type, Links):
        return [name for name in map(change, value) if name]
    return change(value) or field_type.empty if value else value
