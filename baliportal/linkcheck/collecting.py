"""Which entries name which addresses, read from the journal: an edit makes its addresses due for a look."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Entry, JournalHead, ReaderPosition
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.scalars import Url

from .models import FAILURES, LinkUse, WebAddress, key_of

READER = "links"
AT_ONCE = 200  # changes read in one transaction
FRESH = timedelta(days=1)  # what was found so lately need not be looked at again because of an edit


def addresses_in(kind, record):
    """The external addresses that a record names: {(address, label of the column)}."""
    found = set()
    for column in kind.columns:
        value = record.get(column.name)
        if isinstance(column.type, Url):
            found.add((value, column.label))
        elif isinstance(column.type, NestedRows):
            inner = [part.name for part in column.type.columns if isinstance(part.type, Url)]
            found |= {(row.get(name), column.label) for row in value or () for name in inner}
    return {(address, label) for address, label in found if address}


def catch_up(until=None):
    """Read what the journal says that is new, in bounded steps, each its own transaction; returns how many changes."""
    read = 0
    while until is None or timezone.now() < until:
        step = _step()
        read += step
        if step < AT_ONCE:
            break
    WebAddress.objects.filter(uses=None).delete()
    return read


@transaction.atomic
def _step():
    place, _ = ReaderPosition.objects.select_for_update().get_or_create(reader=READER)
    changes = list(Change.objects.since(place.number).values_list("number", "subject", "kind")[:AT_ONCE])
    if changes:
        kinds = {kind.name for kind in all_kinds()}
        _collect({subject for _, subject, kind in changes if kind in kinds})
        place.number = changes[-1][0]
        place.save()
    return len(changes)


def _collect(subjects):
    """Make the uses of these entries what their newest records say."""
    kinds = {kind.name: kind for kind in all_kinds()}
    entries = dict(Entry.objects.filter(public_id__in=subjects).values_list("public_id", "pk"))
    wanted = set()
    for change in Change.objects.latest_of(list(entries)):
        if change.record.get("status") != Status.WITHDRAWN:
            named = addresses_in(kinds[change.kind], change.record)
            wanted |= {(entries[change.subject], key_of(address), label, address) for address, label in named}
    rows = _rows_of({(key, address) for _, key, _, address in wanted})
    _replace_uses(list(entries.values()), {(entry, rows[key], label) for entry, key, label, _ in wanted})
    _make_due(rows.values())


def _rows_of(addresses):
    """The rows of these addresses, made where they are missing: {key: pk}."""
    known = WebAddress.objects.filter(key__in=[key for key, _ in addresses])
    there = set(known.values_list("key", flat=True))
    WebAddress.objects.bulk_create(WebAddress.new(address) for key, address in sorted(addresses) if key not in there)
    return dict(known.all().values_list("key", "pk"))


def _replace_uses(entries, wanted):
    there = {(use.entry_id, use.address_id, use.column): use.pk for use in LinkUse.objects.filter(entry__in=entries)}
    gone, new = there.keys() - wanted, sorted(wanted - there.keys())
    LinkUse.objects.filter(pk__in=[there[place] for place in gone]).delete()
    LinkUse.objects.bulk_create(
        LinkUse(entry_id=entry, address_id=address, column=label) for entry, address, label in new
    )
    public = set(Entry.objects.published().filter(pk__in=entries).values_list("pk", flat=True))
    touched = {address for entry, address, _ in [*gone, *new] if entry in public}
    if WebAddress.objects.broken().filter(pk__in=touched).exists():
        JournalHead.move_public()  # the pages of these records now name other broken links


def _make_due(pks):
    """An entry was edited: look again at what it names, unless that was found to work a moment ago."""
    now = timezone.now()
    stale = Q(checked_at__lt=now - FRESH) | Q(checked_at=None) | Q(result__in=FAILURES)
    WebAddress.objects.filter(stale, pk__in=list(pks), due_at__gt=now).update(due_at=now)
