"""Saving a published record without the right to publish: the input becomes a proposal."""

import json

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.admin.save_attempt import Outcome
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import to_record

from ..models import Proposal
from ..proposals import must_propose, propose


class Proposing(AdminFeature):
    """Turns a save or a revert into a proposal if the person may not publish."""

    def instead_of_save(self, attempt, forms):
        """Save the form in a trial transaction, read the result as a record with its new files, and roll back."""
        if attempt.entry is None or not must_propose(attempt.by, attempt.entry):
            return None
        with attempt.trial(forms) as entry:
            record, files = to_record(entry), _new_files(entry)
            attempt.notify_features()
        attempt.outcome = Outcome.PROPOSED
        note = attempt.request.POST.get("proposal_note", "")
        return make_proposal(self.admin, attempt.request, entry, record, note, files)

    def instead_of_revert(self, request, record, change):
        if not must_propose(request.user, record):
            return None
        proposed = to_record(record) | self.admin.content_to_restore(request, record, change)
        return make_proposal(self.admin, request, record, proposed, f"To the state after change {change.number}")

    def form_context(self, request, record):
        if not self.admin.has_change_permission(request, record):
            return {}
        of_record = Proposal.objects.filter(entry=record)
        return {
            "proposing": must_propose(request.user, record),
            "open_proposals": of_record.open().visible_to(request.user).select_related("by"),
            "declined_proposals": of_record.declined_lately(request.user).select_related("decided_by"),
        }


def make_proposal(model_admin, request, entry, record, note, files=None):
    """Store the record as a proposal and redirect to it; redirect to the form if nothing would change."""
    proposal = propose(entry, record, by=request.user, note=note, files=files)
    if proposal is None:
        model_admin.message_user(request, "Nothing was proposed: the record says this already.", messages.INFO)
        return redirect(model_admin.url("change", entry.pk))
    model_admin.message_user(
        request, "Your changes wait for somebody who publishes. Until then the public page stays as it is."
    )
    return redirect(reverse("admin:editorial_proposal_change", args=[proposal.pk]))


def _new_files(entry):
    """Return {SHA-256: storage name} of the files that the form added and the last recorded version does not name."""
    fields = [field for field in schema_of(entry).fields if isinstance(field.type, NestedRows)]
    stored = {sha: name for field in fields for sha, name in field.type.stored_files(entry, field.attribute).items()}
    before = Change.objects.of(entry).first()
    known = json.dumps(before.record) if before else ""
    return {sha: name for sha, name in stored.items() if sha not in known}
