"""One click in the form of every kind: I checked this against its source today."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from baliportal.catalogue.journal.locking import StaleVersion, check_not_stale, lock, number_in
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.schema.records import RecordInvalid, clean_record, to_record

from ..proposals import must_propose
from ..verification import CHECKED, next_due, verification, verify

SOMEBODY = "secretariat"  # the role that is offered where nobody has said another


class VerificationAdmin:
    """Stands among the bases of `CuratedAdmin`. Whoever may change a record may say that it is true;

    where he may only propose, it is proposed.
    """

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_verify"
        view = self.admin_site.admin_view(self.verify_view)
        return [path("<path:object_id>/verify/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_verify"] = bool(obj) and self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def verify_view(self, request, object_id):
        """Show the source and ask in which role; then write it down."""
        entry = self._viewable(request, object_id)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        if request.method == "POST":
            return self._verified(request, entry, request.POST.get("role", "").strip())
        today = timezone.localdate()
        context = {
            **self.admin_site.each_context(request),
            "title": "I checked this against its source today",
            "opts": self.opts,
            "object": entry,
            "today": today,
            "due": next_due(entry.kind, today),
            "role": entry.verified_by or SOMEBODY,
        }
        return TemplateResponse(request, "admin/verify.html", context)

    def _verified(self, request, entry, role):
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        try:
            with transaction.atomic():
                if role and _must_propose(request.user, entry):
                    told = clean_record(schema_of(entry), verification(entry, role))
                    told = {column.name: value for column, value in told.items()}
                    return self._propose(request, entry, to_record(entry) | told, CHECKED)
                if "seen" in request.POST:
                    check_not_stale(entry, number_in(request.POST["seen"]), partial(self.told_acts, request))
                verify(entry, by=request.user, role=role)
        except StaleVersion as news:
            words = f"Nothing was written down, as the record changed while you looked: {news}. Compare it once more."
            self.message_user(request, words, messages.WARNING)
            return redirect(reverse(f"{address}_verify", args=[entry.pk]))
        except RecordInvalid as problem:
            self.message_user(request, f"Nothing was written down. {problem}", messages.ERROR)
            return redirect(reverse(f"{address}_verify", args=[entry.pk]))
        self.message_user(
            request, f"“{entry}” is checked as of today; next time on {entry.verification_due:%-d %B %Y}."
        )
        return redirect(reverse(f"{address}_change", args=[entry.pk]))


def _must_propose(user, entry):
    """Asked of the record as it stands, which nobody publishes before the transaction ends."""
    lock(entry)
    return must_propose(user, entry)
