"""Entries whose documents hold the name of another, a theme or a country: they change in the index along with it."""

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.journal.history import records_before
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Entry

TELLING = ("title", "slug", "status", "visibility", "label", "name", "code", "parent")


def dependents_of(changes):
    """The primary keys of the entries that name one of those renamed, published or withdrawn by these changes."""
    before = records_before(changes)
    renamed = [c for c in changes if c.number in before and _tells(before[c.number] or {}, c.record)]
    pks = set()
    for kind in {change.kind for change in renamed}:
        model = named(kind).model
        subjects = {change.subject for change in renamed if change.kind == kind}
        pks |= _naming(model, list(model._base_manager.filter(public_id__in=subjects).values_list("pk", flat=True)))
    return pks


def _tells(before, after):
    return any(before.get(name) != after.get(name) for name in TELLING)


def _naming(model, pks):
    """Through foreign keys, sets of links and parts, from wherever they are declared."""
    found = set()
    for relation in model._meta.related_objects:
        table = relation.related_model
        rows = table._base_manager.filter(**{f"{relation.field.name}__in": pks})
        if issubclass(table, Entry) and not relation.parent_link:
            found |= set(rows.values_list("pk", flat=True))
        elif issubclass(table, Part) and issubclass(table.journal_root(), Entry):
            found |= set(rows.values_list(table.journal_pk_field(), flat=True))
    return found
