"""Reading the records of very many entries: bare rows in place of models, for what only needs the record form.

Making a model of a row costs more than reading it. A bare row has the attributes that the form's columns read, and what
it points to is real: links are judged by the status and visibility of what they lead to.
"""

from collections import defaultdict

from django.core.exceptions import FieldDoesNotExist
from django.db.models import prefetch_related_objects

from ..db.array_lookup import in_array
from .nested import NestedRows
from .scalars import FETCHED

MOST_KEPT = 20_000  # things pointed to, of one model, beside those of one batch
# What is asked of an entry beside its columns.
SHARED = ("pk", "public_id", "kind", "type", "title", "slug", "status", "visibility", "language", "date")


class RawEntry:
    """The row of an entry of some kind, with what it points to; not to be saved."""

    def __init__(self, names, values):
        self.__dict__.update(zip(names, values, strict=True))


class BulkReader:
    """Reads rows of one kind; what they point to is kept from one batch to the next, so one reader is for one state.

    `columns` are those of the form that will be read, None for all.
    """

    def __init__(self, form, columns=None):
        self._model = form.model
        self._columns = form.fields if columns is None else columns
        fields = {column: self._field(column.attribute) for column in self._columns}
        self._links = {c.attribute: f for c, f in fields.items() if f is not None and f.concrete and f.remote_field
                       and not f.many_to_many}  # fmt: skip
        self._sets = {c.attribute: f for c, f in fields.items() if f is not None and f.many_to_many}
        self._parts = {c.attribute: c for c in self._columns if isinstance(c.type, NestedRows)}
        plain = (c.attribute for c in self._columns if c.attribute not in {*self._links, *self._sets, *self._parts})
        self._names = list(dict.fromkeys([*SHARED, *plain, *(f.attname for f in self._links.values())]))
        self._targets = defaultdict(dict)

    def read(self, pks):
        """The bare rows of these entries that are there, in no order; a fixed number of queries."""
        values = self._model._base_manager.filter(pk__in=in_array(pks)).values_list(*self._names)
        found = {row.pk: row for row in (RawEntry(self._names, each) for each in values)}
        for name, field in self._links.items():
            self._link(found.values(), name, field)
        for name, field in self._sets.items():
            self._fill_set(found, name, field)
        for name, column in self._parts.items():
            self._fill_parts(found, name, column)
        return list(found.values())

    def _field(self, attribute):
        try:
            return self._model._meta.get_field(attribute)
        except FieldDoesNotExist:
            return None

    def _link(self, rows, name, field):
        targets = self._found(field.related_model, {getattr(row, field.attname) for row in rows} - {None})
        for row in rows:
            setattr(row, name, targets.get(getattr(row, field.attname)))

    def _fill_set(self, found, name, field):
        through = field.remote_field.through._base_manager
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        pairs = list(through.filter(**{f"{source}__in": in_array(found)}).values_list(f"{source}_id", f"{target}_id"))
        targets, sets = self._found(field.related_model, {pk for _, pk in pairs}), defaultdict(list)
        for source_pk, pk in pairs:
            sets[source_pk].append(targets[pk])
        for pk, row in found.items():
            setattr(row, FETCHED + name, sets[pk])

    def _fill_parts(self, found, name, column):
        relation = self._model._meta.get_field(name)
        owner = relation.field
        parts = list(relation.related_model._base_manager.filter(**{f"{owner.name}__in": in_array(found)}))
        sets = defaultdict(list)
        inner = [look for each in column.type.fields for look in each.type.lookups(each.attribute)]
        if parts and inner:
            prefetch_related_objects(parts, *inner)
        for part in parts:
            sets[getattr(part, owner.attname)].append(part)
        for pk, row in found.items():
            setattr(row, FETCHED + name, sets[pk])

    def _found(self, model, pks):
        """What is pointed to, by key; entries of any kind as plain entries, which is all that a link tells."""
        known = self._targets[model]
        missing = pks - known.keys()
        if len(known) + len(missing) > MOST_KEPT:
            known.clear()
            missing = pks
        if missing:
            known.update(model._base_manager.in_bulk(missing))
        return known
