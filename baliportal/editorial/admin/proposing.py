"""Saving the form of a published record without the right to publish: what was typed becomes a proposal."""

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
    """Saving, or going back to an earlier state, makes a proposal where a person may not publish."""

    def instead_of_save(self, attempt, forms):
        """Write the form, read it as a record with the files it brought, and take it back whole."""
        if attempt.entry is None or not must_propose(attempt.by, attempt.entry):
            return None
        with attempt.trial(forms) as entry:
            record, files = to_record(entry), _files(entry)
            attempt.notify_features()
        attempt.outcome = Outcome.PROPOSED
        note = attempt.request.POST.get("proposal_note", "")
        return make_proposal(self.admin, attempt.request, entry, record, note, files)

    def instead_of_revert(self, request, record, change):
        if not must_propose(request.user, record):
            return None
        wanted = to_record(record) | self.admin.content_to_restore(request, record, change)
        return make_proposal(self.admin, request, record, wanted, f"To the state after change {change.number}")

    def form_context(self, request, record):
        if not self.admin.has_change_permission(request, record):
            return {}
        of_record = Proposal.objects.filter(entry=record)
        return {
            "proposing": must_propose(request.user, record),
            "open_proposals": of_record.open().seen_by(request.user).select_related("by"),
            "declined_proposals": of_record.declined_lately(request.user).select_related("decided_by"),
        }


def make_proposal(model_admin, request, entry, record, note, files=None):
    """Keep the record as a proposal, say so, and lead to it; back to the form when nothing would change."""
    proposal = propose(entry, record, by=request.user, note=note, files=files)
    if proposal is None:
        model_admin.message_user(request, "Nothing was proposed: the record says this already.", messages.INFO)
        return redirect(model_admin.url("change", entry.pk))
    model_admin.message_user(
        request, "Your changes wait for somebody who publishes. Until then the public page stays as it is."
    )
    return redirect(reverse("admin:editorial_proposal_change", args=[proposal.pk]))


def _files(entry):
    """Where the bytes are kept of the files that only the rows of the form name: {SHA-256: place}."""
    columns = [column for column in schema_of(entry).fields if isinstance(column.type, NestedRows)]
    kept = {
        sha: place for column in columns for sha, place in column.type.stored_files(entry, column.attribute).items()
    }
    before = Change.objects.of(entry).first()
    known = json.dumps(before.record) if before else ""
    return {sha: place for sha, place in kept.items() if sha not in known}
