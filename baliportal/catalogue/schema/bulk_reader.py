"""Bulk reader of records: raw rows in place of model instances, for code that only needs `to_record`.

Making a model instance of a row costs more than reading it. A raw row has the attributes that the schema's fields
read. Its relations lead to real instances, as links are judged by the status and visibility of their targets.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.exceptions import FieldDoesNotExist
from django.db.models import prefetch_related_objects

from ..db.array_lookup import in_array
from ..kinds import RecordSchema
from .nested import NestedRows
from .prefetched import FETCHED
from .records import SchemaField

#: Related instances of one model that are cached from one batch to the next.
CACHE_LIMIT = 20_000
#: Attributes that every raw row has beside those of its schema.
SHARED = ("pk", "public_id", "kind", "type", "title", "slug", "status", "visibility", "language", "date")


class RawEntry:
    """The row of an entry of some kind with its relations; not to be saved."""

    def __init__(self, names, values):
        self.__dict__.update(zip(names, values, strict=True))


class BulkReader:
    """Reads raw rows of one kind, batch by batch.

    Related instances are cached between batches, so use one reader within one committed state only. `fields` are those
    of the schema that will be read, None for all.
    """

    def __init__(self, schema: RecordSchema, fields: Sequence[SchemaField] | None = None):
        self._model = schema.model
        fields = schema.fields if fields is None else fields
        model_fields = {field.attribute: self._model_field(field.attribute) for field in fields}
        relations = {name: field for name, field in model_fields.items() if field is not None and field.remote_field}
        self._links = {name: field for name, field in relations.items() if field.concrete and not field.many_to_many}
        self._sets = {name: field for name, field in relations.items() if field.many_to_many}
        self._parts = {field.attribute: field for field in fields if isinstance(field.type, NestedRows)}
        plain = (name for name in model_fields if name not in {*self._links, *self._sets, *self._parts})
        self._names = list(dict.fromkeys([*SHARED, *plain, *(field.attname for field in self._links.values())]))
        self._targets = defaultdict(dict)

    def read(self, pks: Iterable[int]) -> list[RawEntry]:
        """Return the raw rows of those entries that exist, unordered; a fixed number of queries."""
        values = self._model._base_manager.filter(pk__in=in_array(pks)).values_list(*self._names)
        rows = {row.pk: row for row in (RawEntry(self._names, row_values) for row_values in values)}
        for name, model_field in self._links.items():
            self._fill_link(rows.values(), name, model_field)
        for name, model_field in self._sets.items():
            self._fill_set(rows, name, model_field)
        for name, field in self._parts.items():
            self._fill_parts(rows, name, field)
        return list(rows.values())

    def _model_field(self, attribute):
        try:
            return self._model._meta.get_field(attribute)
        except FieldDoesNotExist:
            return None

    def _fill_link(self, rows, name, model_field):
        targets = self._related(model_field.related_model, {getattr(row, model_field.attname) for row in rows} - {None})
        for row in rows:
            setattr(row, name, targets.get(getattr(row, model_field.attname)))

    def _fill_set(self, rows, name, model_field):
        through = model_field.remote_field.through._base_manager
        source, target = model_field.m2m_field_name(), model_field.m2m_reverse_field_name()
        pairs = list(through.filter(**{f"{source}__in": in_array(rows)}).values_list(f"{source}_id", f"{target}_id"))
        targets, sets = self._related(model_field.related_model, {pk for _, pk in pairs}), defaultdict(list)
        for source_pk, pk in pairs:
            sets[source_pk].append(targets[pk])
        for pk, row in rows.items():
            setattr(row, FETCHED + name, sets[pk])

    def _fill_parts(self, rows, name, field):
        relation = self._model._meta.get_field(name)
        owner = relation.field
        parts = list(relation.related_model._base_manager.filter(**{f"{owner.name}__in": in_array(rows)}))
        sets = defaultdict(list)
        lookups = [lookup for inner in field.type.fields for lookup in inner.type.lookups(inner.attribute)]
        if parts and lookups:
            prefetch_related_objects(parts, *lookups)
        for part in parts:
            sets[getattr(part, owner.attname)].append(part)
        for pk, row in rows.items():
            setattr(row, FETCHED + name, sets[pk])

    def _related(self, model, pks):
        """Return related instances by primary key; entries of any kind as plain `Entry`, which is all links need."""
        cached = self._targets[model]
        missing = pks - cached.keys()
        if len(cached) + len(missing) > CACHE_LIMIT:
            cached.clear()
            missing = pks
        if missing:
            cached.update(model._base_manager.in_bulk(missing))
        return cached
