"""Proposals: edits to published entries by people who may not publish; propose, accept, decline, withdraw.

The entry is unchanged until somebody who may publish accepts. That writes one change with the route "proposal", which
names both people.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.publishing import PUBLISH, Status
from baliportal.catalogue.schema.records import apply_record, to_record

from .models import Proposal
from .three_way_merge import merge_three_ways

NOW, PROPOSED = "now", "proposed"


class ProposalRefused(ValueError):
    """The decision is not possible; the message says why and what to do."""


class InConflict(ProposalRefused):
    """Fields changed both by the proposal and since then need a choice; `fields` holds their labels."""

    def __init__(self, fields):
        self.fields = fields
        super().__init__(
            f"Somebody changed the same in the meantime: {', '.join(fields)}. Say for each which is to stand."
        )


def must_propose(user, entry):
    """Return True if the user's changes must become a proposal: the entry is published and they may not publish.

    Reads the status from the database, not from the instance: inside a transaction that has written the entry, nobody
    can publish it in between.
    """
    status = Entry.objects.filter(pk=entry.pk).values_list("status", flat=True).first()
    return status == Status.PUBLISHED and not user.has_perm(PUBLISH, entry)


def propose(entry, record, *, by, note=""):
    """Store a record as a proposal for an entry; return None if it does not differ from the entry."""
    with transaction.atomic():
        base = Change.objects.of(entry).first()
        proposed = {name: value for name, value in record.items() if name in base.record}
        if not merge_three_ways(entry.kind, base.record, proposed, base.record):
            return None
        entry = Entry.objects.get(pk=entry.pk)
        return Proposal.objects.create(entry=entry, base=base.number, record=proposed, by=by, note=note[:2000])


def merged_fields(proposal, redact=list):
    """Return a FieldMerge for each field that the proposal changes, merged with the entry as it is now.

    `redact` takes a list of records and returns them as the reader may see them.
    """
    entry = proposal.entry.specific
    return merge_three_ways(entry.kind, *redact([proposal.base_record, proposal.record, to_record(entry)]))


def accept(proposal, *, by, note="", choices=None, seen=None):
    """Apply a proposal; return the entry.

    `choices` maps the name of each field in conflict to NOW or PROPOSED; `seen` is the number of the change that the
    person saw when choosing. Raises PermissionDenied, ProposalRefused, InConflict or RecordInvalid, with nothing
    changed.
    """
    words = f"Proposal {proposal.pk} by {proposal.by.get_username()}"
    words = ". ".join(filter(None, [words, proposal.note, note]))
    with journal.recording(by=by, route=Change.Route.PROPOSAL, note=words), transaction.atomic():
        entry = _lock_entry(proposal)
        _close_as_publisher(proposal, Proposal.State.ACCEPTED, by, note)
        if seen is not None and Change.objects.of(entry).first().number != seen:
            raise ProposalRefused("The record was changed while you were deciding. Look at it again.")
        return apply_record(entry, _values_to_write(merged_fields(proposal), choices or {}))


def decline(proposal, *, by, note):
    """Close a proposal without applying it; raise ProposalRefused without a note for its author."""
    if not note.strip():
        raise ProposalRefused("Say why, so that the person who proposed it can learn from it.")
    with transaction.atomic():
        _lock_entry(proposal)
        _close_as_publisher(proposal, Proposal.State.DECLINED, by, note)


def withdraw(proposal, *, by):
    """Withdraw one's own proposal."""
    if proposal.by_id != by.pk:
        raise PermissionDenied("Only the person who made a proposal can take it back.")
    with transaction.atomic():
        _close_once(proposal, Proposal.State.WITHDRAWN, by, "")


def names_file(sha256):
    """Return True if an open proposal names the file with this SHA-256, whose bytes it needs when it is accepted."""
    return Proposal.objects.open().filter(stored_record__icontains=sha256).exists()


def _lock_entry(proposal):
    """Return the entry, locked against other writers until the end of the transaction."""
    list(Entry.objects.select_for_update(no_key=True).filter(pk=proposal.entry_id).values_list("pk"))
    proposal.entry = Entry.objects.get(pk=proposal.entry_id)
    return proposal.entry.specific


def _close_as_publisher(proposal, state, by, note):
    if not by.has_perm(PUBLISH, proposal.entry):
        raise PermissionDenied(f"{by.get_username()} may not decide on proposals for this record.")
    _close_once(proposal, state, by, note)


def _close_once(proposal, state, by, note):
    still_open = Proposal.objects.open().filter(pk=proposal.pk)
    decision = {"state": state, "decided_by": by, "decided_at": timezone.now(), "decision_note": note[:2000]}
    if not still_open.update(**decision):
        raise ProposalRefused("This proposal is decided on already.")


def _values_to_write(merges, choices):
    """Return {field name: value} to write; raise InConflict while a conflict has no choice."""
    conflicts = [merge for merge in merges if merge.conflict]
    undecided = [merge.field.label for merge in conflicts if choices.get(merge.field.name) not in (NOW, PROPOSED)]
    if undecided:
        raise InConflict(undecided)
    chosen = {merge.field.name: merge.edit for merge in conflicts if choices[merge.field.name] == PROPOSED}
    return {merge.field.name: merge.merged for merge in merges if not merge.conflict} | chosen
