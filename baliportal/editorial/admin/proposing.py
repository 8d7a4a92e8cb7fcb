"""Saving the form of a published record without the right to publish: what was typed becomes a proposal."""

import json

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from baliportal.catalogue.admin.draft_token import saved
from baliportal.catalogue.journal.locking import lock
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import to_record

from ..models import Proposal
from ..proposals import must_propose, propose


class Proposed(Exception):
    """Ends the saving of a form whose outcome is to be a proposal: the transaction and the journal take it all back."""

    def __init__(self, entry, record, files):
        self.entry, self.record, self.files = entry, record, files
        super().__init__()


class Proposing:
    """Lets whoever may not publish propose: the form is saved as always, read as a record, and taken back whole."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Proposed as wanted:
            note = request.POST.get("proposal_note", "")
            response = self._propose(request, wanted.entry, wanted.record, note, wanted.files)
            saved(request, response)
            return response

    def response_change(self, request, obj):
        """The last step inside the transaction: here the entry is locked, so its status is the one that counts."""
        if must_propose(request.user, obj):
            entry = type(obj).objects.get(pk=obj.pk)
            raise Proposed(entry, to_record(entry), _files(entry))
        return super().response_change(request, obj)

    def form_context(self, request, entry):
        context = super().form_context(request, entry)
        if not self.has_change_permission(request, entry):
            return context
        waiting = Proposal.objects.open().seen_by(request.user).filter(entry=entry).select_related("by")
        return context | {
            "proposing": must_propose(request.user, entry),
            "open_proposals": waiting,
            "declined_proposals": Proposal.objects.declined_lately(request.user)
            .filter(entry=entry)
            .select_related("decided_by"),
        }

    def _reverted(self, request, thing, change):
        with transaction.atomic():
            lock(thing)  # nobody publishes it between this question and the writing
            if not must_propose(request.user, thing):
                return super()._reverted(request, thing, change)
        record = to_record(thing) | self.content_again(request, thing, change)
        return self._propose(request, thing, record, f"To the state after change {change.number}")

    def _propose(self, request, entry, record, note, files=None):
        proposal = propose(entry, record, by=request.user, note=note, files=files)
        if proposal is None:
            self.message_user(request, "Nothing was proposed: the record says this already.", messages.INFO)
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[entry.pk]))
        self.message_user(
            request, "Your changes wait for somebody who publishes. Until then the public page stays as it is."
        )
        return redirect(reverse("admin:editorial_proposal_change", args=[proposal.pk]))


def _files(entry):
    """Where the bytes are kept of the files that only the rows of the form name: {SHA-256: place}."""
    columns = [column for column in schema_of(entry).columns if isinstance(column.type, NestedRows)]
    kept = {sha: place for column in columns for sha, place in column.type.places(entry, column.attribute).items()}
    before = Change.objects.of(entry).first()
    known = json.dumps(before.record) if before else ""
    return {sha: place for sha, place in kept.items() if sha not in known}
