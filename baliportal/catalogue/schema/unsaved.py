"""Unsaved instances of stored records: what the journal holds, in the form in which pages and reports read an entry.

The relations of an instance are set as prefetched rows (`schema.prefetched`), so `to_record`, `details` and everything
else that reads them through `related` sees those of the record. Such an instance is not to be saved.
"""

from collections.abc import Callable

from ..kinds import RecordSchema
from .nested import NestedRows
from .prefetched import FETCHED
from .records import SchemaField
from .relations import Link, Links


class TargetMissing(ValueError):
    """A link that a row must have leads to nothing."""


def unsaved_instance(schema: RecordSchema, record: dict, pk: int, find: Callable):
    """Return an instance of the record, under the present schema, with the primary key of the entry that it is of.

    `find(field, model, name)` returns the row of a model to which a name in a field leads, or None: the link is left
    out then. Raises TargetMissing where the instance cannot be without it.
    """
    instance = schema.model()
    instance.pk = instance.id = pk
    instance.kind = schema.name
    for field in schema.fields:
        _fill(instance, field, record[field.name], find)
    return instance


def _fill(instance, field: SchemaField, value, find):
    """Set a stored value; one that no longer fits its field is left out."""
    if isinstance(field.type, NestedRows):
        instance.__dict__[FETCHED + field.attribute] = list(_parts(instance, field, value, find))
    elif isinstance(field.type, Links):
        model = _target_model(instance, field)
        targets = (find(field, model, name) for name in value)
        instance.__dict__[FETCHED + field.attribute] = [target for target in targets if target is not None]
    elif isinstance(field.type, Link):
        _link(instance, field, value, find)
    else:
        _set(instance, field, value)


def _link(instance, field, name, find):
    target = find(field, _target_model(instance, field), name) if name else None
    if target is None and not instance._meta.get_field(field.attribute).null:
        raise TargetMissing(f"{field.label}: there is no “{name}”.")
    setattr(instance, field.attribute, target)


def _set(instance, field, value):
    try:
        field.write(instance, value)
    except (TypeError, ValueError):
        field.write(instance, field.empty)


def _parts(instance, field, rows, find):
    """Yield unsaved rows of the part table; a row without the link that it must have is left out."""
    relation = instance._meta.get_field(field.attribute)
    for row in rows:
        part = relation.related_model(**{relation.field.name: instance})
        try:
            for inner in field.type.fields:
                _fill(part, inner, row[inner.name], find)
        except TargetMissing:
            continue
        yield part


def _target_model(instance, field):
    return instance._meta.get_field(field.attribute).related_model
