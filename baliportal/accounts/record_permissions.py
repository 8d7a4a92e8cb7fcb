"""Redaction of journal records for users who may act for one state only.

References to entries that are hidden from the user are left out of every field, relation and nested row. An address
that leads nowhere any more counts as hidden: it may have been a draft of another state.
"""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.models import Entry, FormerAddress, FormerId
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Link, Links

from .row_permissions import acts_for_one_state, visible_to


def redact_records(user, schema, records):
    """Return records of one schema, in the same order, without references that are hidden from the user.

    Each record may be None or lack fields.
    """
    records = list(records)
    if not acts_for_one_state(user):
        return records
    hidden = _hidden_keys(user, schema, records)
    return [record and {name: _redact_value(schema, name, value, hidden) for name, value in record.items()}
            for record in records]  # fmt: skip


def preserve_hidden_values(user, schema, present, wanted):
    """Return the wanted record with the references that are hidden from the user as they are in the present record."""
    if not acts_for_one_state(user):
        return wanted
    hidden = _hidden_keys(user, schema, [present, wanted])
    return {name: _merge_value(schema, name, present.get(name), value, hidden) for name, value in wanted.items()}


def _merge_value(schema, name, present, wanted, hidden):
    visible = _redact_value(schema, name, wanted, hidden)
    visible_present = _redact_value(schema, name, present, hidden)
    if not isinstance(wanted, list):
        return present if visible != wanted or visible_present != present else wanted
    preserved = [item for item in present or [] if item not in visible_present]
    if not preserved and visible == wanted:
        return wanted
    return schema.field(name).type.clean([*visible, *preserved])


def _redact_value(schema, name, value, hidden):
    """The value of a field without hidden references and without the rows that hold one."""
    if name not in schema.names or not value:
        return value
    field_type = schema.field(name).type
    if isinstance(field_type, NestedRows):
        return [row for row in value if hidden.isdisjoint(_row_keys(field_type, row))]
    if not _is_relation(field_type):
        return value
    if isinstance(field_type, Links):
        return [reference for reference in value if _entry_key(field_type, reference) not in hidden]
    return field_type.empty if _entry_key(field_type, value) in hidden else value


def _hidden_keys(user, schema, records):
    """Every (kind, slug) in these records that resolves to no visible entry; three queries for all of them."""
    keys = {key for record in records if record for field in schema.fields for key in _field_keys(field, record)}
    resolved = _resolve(keys) if keys else {}
    entries = Entry.objects.filter(pk__in=resolved.values())
    visible = set(visible_to(user, entries).values_list("pk", flat=True))
    return {key for key in keys if resolved.get(key) not in visible}


def _resolve(keys):
    """{(kind, slug): primary key of its entry}; a present address has precedence over a former one.

    A former address of an entry into which others were merged is left out: it may have been one of theirs.
    """
    slugs_by_kind = {}
    for kind, slug in keys:
        slugs_by_kind.setdefault(kind, []).append(slug)
    condition = reduce(or_, (Q(kind=kind, slug__in=slugs) for kind, slugs in slugs_by_kind.items()))
    merged = FormerId.objects.filter(entry=OuterRef("entry"))
    former = FormerAddress.objects.filter(condition).exclude(Exists(merged)).values_list("kind", "slug", "entry_id")
    present = Entry.objects.filter(condition).values_list("kind", "slug", "pk")
    return {(kind, slug): pk for kind, slug, pk in [*former, *present]}


def _field_keys(field, record):
    value = record.get(field.name) or []
    if isinstance(field.type, NestedRows):
        return [key for row in value for key in _row_keys(field.type, row)]
    if not _is_relation(field.type):
        return []
    references = value if isinstance(field.type, Links) else filter(None, [value])
    return [_entry_key(field.type, reference) for reference in references]


def _row_keys(rows, row):
    cells = [(field.type, row.get(field.name)) for field in rows.fields if _is_relation(field.type)]
    return [_entry_key(field_type, value) for field_type, value in cells if value]


def _is_relation(field_type):
    return type(field_type) in (Link, Links)


def _entry_key(field_type, reference):
    """(kind, slug) of a reference, which is "slug" for a relation to one kind and "kind/slug" otherwise."""
    if field_type.kind:
        return field_type.kind, reference
    return tuple(reference.partition("/")[::2])
