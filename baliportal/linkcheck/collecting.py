"""Journal reader that collects the external addresses of entries; an edit makes its addresses due for a check."""

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
#: Changes read in one transaction.
BATCH = 200
#: Age of a successful check from which an edit makes its address due again.
RECHECK_AFTER = timedelta(days=1)


def addresses_in(kind, record):
    """Return the external addresses of a record: {(address, label of the field)}."""
    addresses = set()
    for field in kind.fields:
        value = record.get(field.name)
        if isinstance(field.type, Url):
            addresses.add((value, field.label))
        elif isinstance(field.type, NestedRows):
            inner = [part.name for part in field.type.fields if isinstance(part.type, Url)]
            addresses |= {(row.get(name), field.label) for row in value or () for name in inner}
    return {(address, label) for address, label in addresses if address}


def collect_addresses(until=None):
    """Read the new part of the journal in batches, one transaction each; return the number of changes read."""
    read = 0
    while until is None or timezone.now() < until:
        step = _read_batch()
        read += step
        if step < BATCH:
            break
    WebAddress.objects.filter(uses=None).delete()
    return read


@transaction.atomic
def _read_batch():
    position, _ = ReaderPosition.objects.select_for_update().get_or_create(reader=READER)
    changes = list(Change.objects.since(position.number).values_list("number", "subject", "kind")[:BATCH])
    if changes:
        kinds = {kind.name for kind in all_kinds()}
        _collect({subject for _, subject, kind in changes if kind in kinds})
        position.number = changes[-1][0]
        position.save()
    return len(changes)


def _collect(subjects):
    """Replace the uses of these entries by those of their newest records."""
    kinds = {kind.name: kind for kind in all_kinds()}
    entries = dict(Entry.objects.filter(public_id__in=subjects).values_list("public_id", "pk"))
    wanted = set()
    for change in Change.objects.latest_of(list(entries)):
        if change.record.get("status") != Status.WITHDRAWN:
            named = addresses_in(kinds[change.kind], change.record)
            wanted |= {(entries[change.subject], key_of(address), label, address) for address, label in named}
    rows = _address_pks({(key, address) for _, key, _, address in wanted})
    _replace_uses(list(entries.values()), {(entry, rows[key], label) for entry, key, label, _ in wanted})
    _make_due(rows.values())


def _address_pks(addresses):
    """Return {key: pk} of (key, address) pairs; missing rows are created."""
    known = WebAddress.objects.filter(key__in=[key for key, _ in addresses])
    existing = set(known.values_list("key", flat=True))
    WebAddress.objects.bulk_create(WebAddress.new(address) for key, address in sorted(addresses) if key not in existing)
    return dict(known.all().values_list("key", "pk"))


def _replace_uses(entries, wanted):
    existing = {(use.entry_id, use.address_id, use.column): use.pk for use in LinkUse.objects.filter(entry__in=entries)}
    gone, new = existing.keys() - wanted, sorted(wanted - existing.keys())
    LinkUse.objects.filter(pk__in=[existing[use] for use in gone]).delete()
    LinkUse.objects.bulk_create(
        LinkUse(entry_id=entry, address_id=address, column=label) for entry, address, label in new
    )
    public = set(Entry.objects.published().filter(pk__in=entries).values_list("pk", flat=True))
    touched = {address for entry, address, _ in [*gone, *new] if entry in public}
    if WebAddress.objects.broken().filter(pk__in=touched).exists():
        JournalHead.move_public()  # The public pages of these records now show other broken links.


def _make_due(pks):
    """Make the addresses of an edited entry due, except those that were just found to work."""
    now = timezone.now()
    stale = Q(checked_at__lt=now - RECHECK_AFTER) | Q(checked_at=None) | Q(result__in=FAILURES)
    WebAddress.objects.filter(stale, pk__in=list(pks), due_at__gt=now).update(due_at=now)
