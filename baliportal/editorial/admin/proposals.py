"""Admin of proposals: a list, and a page for each that shows its changes and takes the decision."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from baliportal.accounts.record_permissions import redact_records
from baliportal.catalogue.addresses import slug_taken_notice
from baliportal.catalogue.admin.read_only import ReadOnly
from baliportal.catalogue.journal.history import diff
from baliportal.catalogue.journal.locking import parse_number
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import PUBLISH
from baliportal.catalogue.schema.records import RecordInvalid
from baliportal.catalogue.text_diff import diff_words
from baliportal.files.views import attachment

from ..models import Proposal
from ..proposals import NOW, PROPOSED, ProposalRefused, accept, decline, merged_fields, withdraw
from ..proposed_files import proposed_files


@admin.register(Proposal)
class ProposalAdmin(ReadOnly, admin.ModelAdmin):
    """Proposals to change published records by people who may not publish, newest first."""

    list_display = ("entry", "state", "by", "made_at", "kind_shown", "note", "answer")
    list_filter = ("state", "entry__kind", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("entry", "by")
    search_fields = ("entry__title", "by__username", "note")
    date_hierarchy = "made_at"
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description="Kind", ordering="entry__kind")
    def kind_shown(self, proposal):
        return proposal.entry.kind.capitalize()

    @admin.display(description="Answer")
    def answer(self, proposal):
        return proposal.decision_note

    def get_urls(self):
        file = path("<int:number>/files/<slug:sha256>/", self.admin_site.admin_view(self.file_view),
                    name="editorial_proposal_file")  # fmt: skip
        views = {"accept": self.accept_view, "decline": self.decline_view, "withdraw": self.withdraw_view}
        return [
            *(
                path(f"<int:number>/{name}/", self.admin_site.admin_view(view), name=f"editorial_proposal_{name}")
                for name, view in views.items()
            ),
            file,
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what the proposal would change, or did change, with buttons for those who may decide."""
        if request.method == "POST":
            raise PermissionDenied
        return self._proposal_page(request, self._get_visible(request, object_id))

    def history_view(self, request, object_id, extra_context=None):
        """Redirect to the proposal, which is its own history."""
        return redirect(reverse("admin:editorial_proposal_change", args=[self._get_visible(request, object_id).pk]))

    def accept_view(self, request, number):
        proposal = self._get_decidable(request, number)
        choices = {name.removeprefix("take-"): v for name, v in request.POST.items() if name.startswith("take-")}
        seen = request.POST.get("seen", "")
        note = request.POST.get("note", "")

        def decide():
            entry = accept(proposal, by=request.user, note=note, choices=choices, seen=parse_number(seen))
            if wanted := proposal.record.get("slug"):
                self._warn_if_address_taken(request, proposal, entry, wanted)

        return self._decide(request, proposal, "The record says now what was proposed.", decide)

    def _warn_if_address_taken(self, request, proposal, entry, wanted):
        """Warn if the proposed address has been taken since."""
        if wanted != proposal.base_record.get("slug") and (notice := slug_taken_notice(entry, wanted)):
            self.message_user(request, notice, messages.WARNING)

    def decline_view(self, request, number):
        proposal = self._get_decidable(request, number)
        note = request.POST.get("note", "")
        return self._decide(request, proposal, "Declined. The record stays as it is.",
                          lambda: decline(proposal, by=request.user, note=note))  # fmt: skip

    def withdraw_view(self, request, number):
        proposal = self._get_visible(request, number)
        if proposal.by != request.user or request.method != "POST":
            raise PermissionDenied
        return self._decide(
            request, proposal, "You took your proposal back.", lambda: withdraw(proposal, by=request.user)
        )

    def file_view(self, request, number, sha256):
        """Hand out a file that the proposal brings, which no record has yet, to whoever may see the proposal."""
        proposal = self._get_visible(request, number)
        file = next((each for each in proposed_files(proposal, request.user) if each.sha256 == sha256), None)
        if file is None or request.method == "POST":
            raise Http404
        return attachment(file.stored, file.name)

    def _get_visible(self, request, number):
        proposal = self.get_object(request, str(number))
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        return proposal

    def _get_decidable(self, request, number):
        proposal = self._get_visible(request, number)
        if not request.user.has_perm(PUBLISH, proposal.entry) or request.method != "POST":
            raise PermissionDenied
        return proposal

    def _decide(self, request, proposal, message, decide):
        """Call `decide` and confirm it; if it is refused, say why and show the page again with the input."""
        try:
            decide()
        except (ProposalRefused, RecordInvalid) as reason:
            self.message_user(request, f"Nothing was changed. {reason}", messages.ERROR)
            return self._proposal_page(request, self._get_visible(request, proposal.pk))
        self.message_user(request, message)
        return redirect(reverse("admin:editorial_proposal_change", args=[proposal.pk]))

    def _proposal_page(self, request, proposal):
        entry = proposal.entry.specific
        visible = partial(redact_records, request.user, schema_of(entry))
        fields = (
            [_field_row(merge, entry.kind, request.POST) for merge in merged_fields(proposal, visible)]
            if proposal.is_open
            else []
        )
        closed = None if proposal.is_open else visible([proposal.base_record, proposal.record])
        newest = Change.objects.of(entry).first()
        context = self.admin_site.each_context(request) | {
            "title": "Proposal",
            "opts": self.opts,
            "proposal": proposal,
            "entry": entry,
            "fields": [field for field in fields if field["changes"]],
            "settled": [field for field in fields if not field["changes"]],
            "conflicts": any(field["conflict"] for field in fields),
            "differences": diff(*closed, entry.kind) if closed else [],
            "seen": newest.number,
            "changed_since": newest.number != proposal.base,
            "may_decide": proposal.is_open and request.user.has_perm(PUBLISH, entry),
            "may_withdraw": proposal.is_open and proposal.by == request.user,
            "note": request.POST.get("note", ""),
            "files": proposed_files(proposal, request.user),
            "entry_url": reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change", args=[entry.pk]),
        }
        return TemplateResponse(request, "admin/proposal.html", context)


def _field_row(merge, kind, params):
    before, edit, now, merged = merge.texts
    name = merge.field.name
    taken = params.get(f"take-{name}", "")
    [rows] = diff({name: merge.now}, {name: merge.merged}, kind) or [None]
    return {
        "name": name,
        "added": rows and rows.added,
        "removed": rows and rows.removed,
        "label": merge.field.label,
        "before": before,
        "edit": edit,
        "now": now,
        "marks": diff_words(now, merged),
        "changes": merge.changes,
        "conflict": merge.conflict,
        "choices": [
            (NOW, "Keep what it is now", now, taken == NOW),
            (PROPOSED, "Take the proposal", edit, taken == PROPOSED),
        ],
    }
