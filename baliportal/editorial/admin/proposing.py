"""Saving a published record without the right to publish: the input becomes a proposal."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.admin.save_attempt import Outcome
from baliportal.catalogue.schema.records import to_record

from ..models import Proposal
from ..proposals import must_propose, propose


class Proposing(AdminFeature):
    """Turns a save or a revert into a proposal if the person may not publish."""

    def instead_of_save(self, attempt, forms):
        """Save the form in a trial transaction, read the result as a record, and roll back; files are stored before."""
        if attempt.entry is None or not must_propose(attempt.by, attempt.entry):
            return None
        with attempt.trial(forms) as entry:
            record = to_record(entry)
            attempt.notify_features()
        attempt.outcome = Outcome.PROPOSED
        note = attempt.request.POST.get("proposal_note", "")
        return make_proposal(self.admin, attempt.request, entry, record, note)

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


def make_proposal(model_admin, request, entry, record, note):
    """Store the record as a proposal and redirect to it; redirect to the form if nothing would change."""
    proposal = propose(entry, record, by=request.user, note=note)
    if proposal is None:
        model_admin.message_user(request, "Nothing was proposed: the record says this already.", messages.INFO)
        return redirect(model_admin.url("change", entry.pk))
    model_admin.message_user(
        request, "Your changes wait for somebody who publishes. Until then the public page stays as it is."
    )
    return redirect(reverse("admin:editorial_proposal_change", args=[proposal.pk]))
