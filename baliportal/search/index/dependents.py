"""Dependent documents: entries that are indexed with the name of another entry, a theme or a country."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.journal.history import records_before
from baliportal.catalogue.kinds import find, named
from baliportal.catalogue.models import Change, Entry

# Fields of an entry, theme or country that the documents of others may contain or depend on.
NAMING_FIELDS = ("title", "slug", "status", "visibility", "label", "name", "code", "parent")


def dependents_of(changes: Sequence[Change]) -> set[int]:
    """The primary keys of the entries that refer to a record that these changes rename, publish or withdraw."""
    before = records_before(changes)
    renamed = [
        change
        for change in changes
        if change.number in before and find(change.kind) and _is_renamed(before[change.number] or {}, change.record)
    ]
    pks: set[int] = set()
    for kind in {change.kind for change in renamed}:
        model = named(kind).model
        subjects = {change.subject for change in renamed if change.kind == kind}
        pks |= _referring(model, list(model._base_manager.filter(public_id__in=subjects).values_list("pk", flat=True)))
    return pks


def _is_renamed(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return any(before.get(name) != after.get(name) for name in NAMING_FIELDS)


def _referring(model: Any, pks: Collection[int]) -> set[int]:
    """Entries that refer to these records by a foreign key or a set of links, of their own or of a part of theirs."""
    referring: set[int] = set()
    for relation in model._meta.related_objects:
        table = relation.related_model
        rows = table._base_manager.filter(**{f"{relation.field.name}__in": pks})
        if issubclass(table, Entry) and not relation.parent_link:
            referring |= set(rows.values_list("pk", flat=True))
        elif issubclass(table, Part) and issubclass(table.journal_root(), Entry):
            referring |= set(rows.values_list(table.journal_pk_field(), flat=True))
    return referring
