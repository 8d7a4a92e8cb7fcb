"""Records of the journal as they are told to somebody who may act for one state only: without the names of what is
hidden from him, wherever a field, a set of links or a row holds one.

A name that leads nowhere any more counts as hidden: it may have been a draft of another state.
"""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from baliportal.catalogue.models import Entry, FormerAddress, FormerId
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Link, Links

from .row_permissions import is_bound, seen_by


def told_to(user, form, records):
    """Records of one form, in the same order, as this person may read them; each may be None or lack columns."""
    records = list(records)
    if not is_bound(user):
        return records
    hidden = _hidden_in(user, form, records)
    return [record and {name: _without(form, name, value, hidden) for name, value in record.items()}
            for record in records]  # fmt: skip


def keeping_hidden(user, form, now, wanted):
    """The wanted record, which takes away and adds nothing that this person may not see of the present one."""
    if not is_bound(user):
        return wanted
    hidden = _hidden_in(user, form, [now, wanted])
    return {name: _kept(form, name, now.get(name), value, hidden) for name, value in wanted.items()}


def _kept(form, name, now, value, hidden):
    told, seen_now = _without(form, name, value, hidden), _without(form, name, now, hidden)
    if not isinstance(value, list):
        return now if told != value or seen_now != now else value
    kept = [item for item in now or [] if item not in seen_now]
    return form.field(name).type.clean([*told, *kept]) if kept or told != value else value


def _without(form, name, value, hidden):
    """A value of a column without the names, and the rows with a name, that are hidden."""
    if name not in form.names or not value:
        return value
    kind = form.field(name).type
    if isinstance(kind, NestedRows):
        return [row for row in value if not any(named in hidden for named in _in_row(kind, row))]
    if not _names_entries(kind):
        return value
    if isinstance(kind, Links):
        return [each for each in value if _address(kind, each) not in hidden]
    return kind.empty if _address(kind, value) in hidden else value


def _hidden_in(user, form, records):
    """Every (kind, slug) in these records that leads to nothing this person may see; few queries for all of them."""
    named = {each for record in records if record for column in form.fields for each in _named(column, record)}
    led = _led_to(named) if named else {}
    seen = set(seen_by(user, Entry.objects.filter(pk__in=led.values())).values_list("pk", flat=True))
    return {each for each in named if led.get(each) not in seen}


def _led_to(named):
    """{(kind, slug): the entry it leads to}; an address in use wins over a former one.

    A former address of an entry into which others were merged is left out: it may have been one of theirs.
    """
    kinds = {}
    for kind, slug in named:
        kinds.setdefault(kind, []).append(slug)
    wanted = reduce(or_, (Q(kind=kind, slug__in=slugs) for kind, slugs in kinds.items()))
    merged = FormerId.objects.filter(entry=OuterRef("entry"))
    formerly = FormerAddress.objects.filter(wanted).exclude(Exists(merged)).values_list("kind", "slug", "entry_id")
    standing = Entry.objects.filter(wanted).values_list("kind", "slug", "pk")
    return {(kind, slug): pk for kind, slug, pk in [*formerly, *standing]}


def _named(column, record):
    value = record.get(column.name) or []
    if isinstance(column.type, NestedRows):
        return [each for row in value for each in _in_row(column.type, row)]
    if not _names_entries(column.type):
        return []
    return [
        _address(column.type, each) for each in (value if isinstance(column.type, Links) else filter(None, [value]))
    ]


def _in_row(rows, row):
    cells = [(column.type, row.get(column.name)) for column in rows.fields if _names_entries(column.type)]
    return [_address(kind, value) for kind, value in cells if value]


def _names_entries(kind):
    return type(kind) in (Link, Links)


def _address(kind, name):
    """(kind, slug) of what a link names."""
    if kind.kind:
        return kind.kind, name
    return tuple(name.partition("/")[::2])
