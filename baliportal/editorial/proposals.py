"""Edits to what is published, by people who may not publish: made, decided on, taken back.

Nothing here touches the entry until somebody who may publish accepts; then it is one act in the journal, by the route
"proposal", which names both.
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
    """The proposal cannot be decided on so; the message says why and what to do."""


class InConflict(ProposalRefused):
    """Fields that both the proposal and somebody else changed wait for a decision; `fields` names them."""

    def __init__(self, fields):
        self.fields = fields
        super().__init__(
            f"Somebody changed the same in the meantime: {', '.join(fields)}. Say for each which is to stand."
        )


def must_propose(user, entry):
    """Whether what this person changes in the entry becomes a proposal: it is published, and he may not publish.

    Asks the database, not the copy in memory: inside a transaction that has written the entry, nobody can publish it
    in between.
    """
    status = Entry.objects.filter(pk=entry.pk).values_list("status", flat=True).first()
    return status == Status.PUBLISHED and not user.has_perm(PUBLISH, entry)


def propose(entry, record, *, by, note="", files=None):
    """Keep a record as a proposal for an entry; None when it says just what the entry says already."""
    with transaction.atomic():
        base = Change.objects.of(entry).first()
        wanted = {name: value for name, value in record.items() if name in base.record}
        if not merge_three_ways(entry.kind, base.record, wanted, base.record):
            return None
        entry = Entry.objects.get(pk=entry.pk)
        return Proposal.objects.create(
            entry=entry, base=base.number, record=wanted, by=by, note=note[:2000], files=files or {}
        )


def meetings(proposal, told=list):
    """The fields that a proposal changes, each met with the entry as it is now.

    `told` gives records as the reader may read them.
    """
    entry = proposal.entry.specific
    return merge_three_ways(entry.kind, *told([proposal.base_record, proposal.record, to_record(entry)]))


def accept(proposal, *, by, note="", choices=None, seen=None):
    """Apply a proposal; returns the entry.

    `choices` says for each field in conflict whether NOW or PROPOSED is to stand, `seen` is the number of the change
    on top of which the choices were made. Raises PermissionDenied, ProposalRefused, InConflict or RecordInvalid, with
    nothing changed.
    """
    words = f"Proposal {proposal.pk} by {proposal.by.get_username()}"
    words = ". ".join(filter(None, [words, proposal.note, note]))
    with journal.recording(by=by, route=Change.Route.PROPOSAL, note=words), transaction.atomic():
        entry = _locked(proposal)
        _close(proposal, Proposal.State.ACCEPTED, by, note)
        if seen is not None and Change.objects.of(entry).first().number != seen:
            raise ProposalRefused("The record was changed while you were deciding. Look at it again.")
        return apply_record(entry, _decided(meetings(proposal), choices or {}))


def decline(proposal, *, by, note):
    """Close a proposal without applying it; the note tells its author why."""
    if not note.strip():
        raise ProposalRefused("Say why, so that whoever proposed it can learn from it.")
    with transaction.atomic():
        _locked(proposal)
        _close(proposal, Proposal.State.DECLINED, by, note)


def withdraw(proposal, *, by):
    """Take back one's own proposal."""
    if proposal.by_id != by.pk:
        raise PermissionDenied("Only whoever made a proposal can take it back.")
    with transaction.atomic():
        _finish(proposal, Proposal.State.WITHDRAWN, by, "")


def kept_file(sha256):
    """Where the bytes of this fingerprint are kept that came with a proposal; None when there is none.

    Those of a declined or withdrawn one are left alone: housekeeping removes them.
    """
    standing = [Proposal.State.OPEN, Proposal.State.ACCEPTED]
    with_it = Proposal.objects.filter(state__in=standing, files__has_key=sha256).first()
    return with_it and with_it.files[sha256]


def _locked(proposal):
    """The entry, with other writers kept out until the end of the transaction."""
    list(Entry.objects.select_for_update(no_key=True).filter(pk=proposal.entry_id).values_list("pk"))
    proposal.entry = Entry.objects.get(pk=proposal.entry_id)
    return proposal.entry.specific


def _close(proposal, state, by, note):
    if not by.has_perm(PUBLISH, proposal.entry):
        raise PermissionDenied(f"{by.get_username()} may not decide on proposals for this record.")
    _finish(proposal, state, by, note)


def _finish(proposal, state, by, note):
    still_open = Proposal.objects.open().filter(pk=proposal.pk)
    done = {"state": state, "decided_by": by, "decided_at": timezone.now(), "decision_note": note[:2000]}
    if not still_open.update(**done):
        raise ProposalRefused("This proposal is decided on already.")


def _decided(fields, choices):
    """The part of the record that is to be written."""
    open_ones = [f.column.label for f in fields if f.conflict and choices.get(f.column.name) not in (NOW, PROPOSED)]
    if open_ones:
        raise InConflict(open_ones)
    taken = {f.column.name: f.edit for f in fields if f.conflict and choices[f.column.name] == PROPOSED}
    return {f.column.name: f.merged for f in fields if not f.conflict} | taken
