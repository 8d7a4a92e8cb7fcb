"""Values that newer starter content has for fields which a curator changed: offering, taking and keeping ours.

A decision about a value is remembered until the starter content has another.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import find
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.records import apply_record, to_record

from .models import NewerStarterValue
from .proposals import must_propose, propose

State = NewerStarterValue.State
TAKEN = "Newer starter content was taken"


class AlreadyDecided(ValueError):
    """Somebody decided about this value, or newer starter content replaced it."""

    def __init__(self):
        super().__init__("Somebody has decided about this, or the starter content changed again. Look at it once more.")


@dataclass(frozen=True)
class Offer:
    """A value of the starter content for a field that a curator changed."""

    subject: str
    kind: str
    title: str
    field: str
    value: object

    @property
    def key(self):
        return self.subject, self.field


def taken_values() -> dict:
    """Return {(public id, field): value} of what curators took: those fields follow the starter content from there."""
    rows = NewerStarterValue.objects.filter(state=State.TAKEN)
    return {(subject, field): value for subject, field, value in rows.values_list("subject", "field", "value")}


def replace_offers(offers: list[Offer], unchanged: set) -> None:
    """Make the table hold just these offers, in a fixed number of queries; decisions about the same values stay.

    `unchanged` holds the keys of values that were taken and that the starter content still has.
    """
    wanted = {offer.key: offer for offer in offers}
    gone = []
    for row in NewerStarterValue.objects.all():
        key = row.subject, row.field
        if key in wanted and wanted[key].value == row.value and row.state != State.TAKEN:
            del wanted[key]
        elif key in wanted or key not in unchanged or row.state != State.TAKEN:
            gone.append(row.pk)
    NewerStarterValue.objects.filter(pk__in=gone).delete()
    offered = Entry.objects.filter(public_id__in={offer.subject for offer in wanted.values()})
    entries = dict(offered.values_list("public_id", "pk"))
    NewerStarterValue.objects.bulk_create(_row(offer, entries) for offer in wanted.values())


def _row(offer, entries):
    return NewerStarterValue(
        subject=offer.subject, entry_id=entries.get(offer.subject), kind=offer.kind, title=offer.title[:500],
        field=offer.field, value=offer.value,
    )  # fmt: skip


def record_of(newer: NewerStarterValue):
    """Return the entry or term that a value is for; None when it is gone."""
    schema = find(newer.kind)
    return schema and schema.model._default_manager.filter(public_id=newer.subject).first()


def take(newer: NewerStarterValue, *, by):
    """Write the value into its record, or propose it where `by` may not publish; return the Proposal, else None.

    Raises AlreadyDecided, or RecordInvalid when the value does not fit the record, with nothing changed.
    """
    with journal.recording(by=by, note=TAKEN), transaction.atomic():
        newer, record = _locked(newer), record_of(newer)
        if record is None:
            raise AlreadyDecided
        if isinstance(record, Entry) and must_propose(by, record):
            return propose(record, to_record(record) | {newer.field: newer.value}, by=by, note=TAKEN)
        apply_record(record, {newer.field: newer.value})
        _decide(newer, State.TAKEN, by)
    return None


def keep(newer: NewerStarterValue, *, by) -> None:
    """Remember that the curator's value stays; raises AlreadyDecided."""
    with transaction.atomic():
        _decide(_locked(newer), State.KEPT, by)


def _locked(newer):
    row = NewerStarterValue.objects.select_for_update().filter(pk=newer.pk).first()
    if row is None or row.state == State.TAKEN:
        raise AlreadyDecided
    return row


def _decide(newer, state, by):
    newer.state, newer.decided_by, newer.decided_at = state, by.get_username()[:150], timezone.now()
    newer.save(update_fields=["state", "decided_by", "decided_at"])
