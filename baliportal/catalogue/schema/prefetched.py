"""Prefetched rows of relations, stored on the instance beside the relation."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Model, Prefetch, prefetch_related_objects

from ..db.combined_queries import fetch_together

#: Prefix of the attribute that holds the prefetched rows of a relation: `fetched_countries`.
FETCHED = "fetched_"


def related(instance, attribute: str):
    """Return the rows at the other end of a relation to many: prefetched ones, or a queryset."""
    fetched = instance.__dict__.get(FETCHED + attribute)
    return getattr(instance, attribute).all() if fetched is None else fetched


def forget_related(instance) -> None:
    """Drop the prefetched rows of an instance, which are stale once a relation has changed."""
    for name in [name for name in instance.__dict__ if name.startswith(FETCHED)]:
        del instance.__dict__[name]


def prefetch_together(instances: Sequence[Model], lookups: Sequence[Prefetch | str]) -> None:
    """Prefetch as `prefetch_related_objects` does, the relations of the instances themselves in one query.

    Look-ups of rows behind these relations, and of foreign keys that are not loaded yet, cost a query each.
    """
    if not instances:
        return
    first = {lookup: _relation(instances, lookup) for lookup in lookups if isinstance(lookup, Prefetch)}
    fetch_together(*(relation.rows for relation in first.values()))
    for lookup, relation in first.items():
        relation.store(instances, lookup.to_attr)
    prefetch_related_objects(instances, *(lookup for lookup in lookups if lookup not in first))


def _relation(instances, lookup):
    field = instances[0]._meta.get_field(lookup.prefetch_through)
    return (_PartRows if field.one_to_many else _LinkedRows)(instances, field, lookup)


class _PartRows:
    """Rows whose foreign key names one of the instances."""

    def __init__(self, instances, relation, lookup):
        self._key = relation.field
        rows = relation.related_model._default_manager.all() if lookup.queryset is None else lookup.queryset
        self.rows = rows.filter(**{f"{self._key.name}__in": [instance.pk for instance in instances]})

    def store(self, instances, name):
        by_pk = {instance.pk: instance for instance in instances}
        for instance in instances:
            setattr(instance, name, [])
        for row in self.rows:
            whole = by_pk[getattr(row, self._key.attname)]
            if not self._key.is_cached(row):
                setattr(row, self._key.name, whole)
            getattr(whole, name).append(row)


class _LinkedRows:
    """Rows at the other end of a relation of many to many."""

    def __init__(self, instances, field, lookup):
        manager = getattr(instances[0], field.name)
        querysets = None if lookup.queryset is None else [lookup.queryset]
        self.rows, self._key_of_row, self._key_of, *_ = manager.get_prefetch_querysets(instances, querysets)

    def store(self, instances, name):
        found = defaultdict(list)
        for row in self.rows:
            found[self._key_of_row(row)].append(row)
        for instance in instances:
            setattr(instance, name, found[self._key_of(instance)])
