"""Verification page of every kind: "I checked this against its source today"."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.journal.locking import StaleVersion, check_not_stale, lock, parse_number
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.schema.records import RecordInvalid, clean_record, to_record

from ..proposals import must_propose
from ..verification import CHECKED, last_check_in_words, next_due, verification, verify
from .proposing import make_proposal

#: Role that is offered if nobody has verified the record before.
DEFAULT_ROLE = "secretariat"


class Verification(AdminFeature):
    """Page on which people who may change a record verify it, or propose its verification if they may not publish."""

    def urls(self):
        return [("<path:object_id>/verify/", self.verify_view, "verify")]

    def form_context(self, request, record):
        return {"may_verify": self.admin.has_change_permission(request, record)}

    def verify_view(self, request, object_id):
        """Show the source and ask for the role (GET), then record the verification (POST)."""
        entry = self.admin.viewable(request, object_id)
        if not self.admin.has_change_permission(request, entry):
            raise PermissionDenied
        if request.method == "POST":
            return self._verified(request, entry, request.POST.get("role", "").strip())
        today = timezone.localdate()
        return self.page(
            request, "admin/verify.html", "I checked this against its source today", entry,
            today=today, last_check=last_check_in_words(entry), due=next_due(entry.kind, today),
            role=entry.verified_by or DEFAULT_ROLE,
        )  # fmt: skip

    def _verified(self, request, entry, role):
        try:
            with transaction.atomic():
                if role and _must_propose_locked(request.user, entry):
                    fields = clean_record(schema_of(entry), verification(entry, role))
                    fields = {field.name: value for field, value in fields.items()}
                    return make_proposal(self.admin, request, entry, to_record(entry) | fields, CHECKED)
                if "seen" in request.POST:
                    check_not_stale(
                        entry, parse_number(request.POST["seen"]), partial(self.admin.activity_for, request)
                    )
                verify(entry, by=request.user, role=role)
        except StaleVersion as news:
            words = f"Nothing was written down, as the record changed while you looked: {news}. Compare it once more."
            self.admin.message_user(request, words, messages.WARNING)
            return redirect(self.admin.url("verify", entry.pk))
        except RecordInvalid as problem:
            self.admin.message_user(request, f"Nothing was written down. {problem}", messages.ERROR)
            return redirect(self.admin.url("verify", entry.pk))
        self.admin.message_user(
            request, f"“{entry}” is checked as of today; next time on {entry.verification_due:%-d %B %Y}."
        )
        return redirect(self.admin.url("change", entry.pk))


def _must_propose_locked(user, entry):
    """Lock the entry, so that nobody publishes it before the transaction ends, then call `must_propose`."""
    lock(entry)
    return must_propose(user, entry)
