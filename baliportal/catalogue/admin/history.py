"""History pages of a record: list of changes, comparison of two versions, revert."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from .. import journal
from ..journal.history import diff, record_after, revert
from ..journal.locking import StaleVersion, check_not_stale, current_version, lock, parse_number
from ..models import Change
from ..schema.records import RecordInvalid, to_record
from .batch_pages import link_batches
from .features import AdminFeature

#: Changes on one page of a history.
PAGE_SIZE = 25


class RecordHistory(AdminFeature):
    """Feature with the history, comparison and revert pages of a record."""

    def urls(self):
        return [
            ("<path:object_id>/revert/<int:number>/", self.revert_view, "revert"),
            ("<path:object_id>/compare/", self.compare_view, "compare"),
        ]

    def history_context(self, request, record):
        page = Paginator(Change.objects.of(record), PAGE_SIZE).get_page(request.GET.get("p"))
        shown = link_batches(request, self.admin.activity_for(request, page.object_list))
        return {
            "activity": shown,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "total": page.paginator.count,
            "newest": current_version(record),
            "chosen": [item.change.number for item in shown[:2]],
            "may_revert": self.admin.has_change_permission(request, record),
        }

    def compare_view(self, request, object_id):
        """Compare two versions of a record, the earlier one first."""
        if request.method != "GET":
            raise PermissionDenied
        record = self.admin.viewable(request, object_id)
        if not self.admin.has_history_permission(request, record):
            raise PermissionDenied
        numbers = sorted(parse_number(request.GET.get(name, "")) or 0 for name in ("from", "to"))
        first, last = (get_object_or_404(Change.objects.of(record), number=number) for number in numbers)
        return self.page(
            request, "admin/compare.html", "Compare versions", record,
            first=first,
            last=last,
            newest=current_version(record),
            differences=diff(*self.admin.redact(request, map(record_after, (first, last))), last.kind),
            may_revert=self.admin.has_change_permission(request, record),
        )  # fmt: skip

    def revert_view(self, request, object_id, number):
        """Confirm, then revert the record to its content after an earlier change."""
        record = self.admin.viewable(request, object_id)
        change = get_object_or_404(Change.objects.of(record).exclude(verb=Change.Verb.DELETED), number=number)
        if not self.admin.has_change_permission(request, record):
            raise Http404
        if request.method == "POST":
            return self._revert(request, record, change)
        now = to_record(record)
        then = now | _keeping_status(self.admin.content_to_restore(request, record, change), record)
        differences = diff(*self.admin.redact(request, [now, then]), change.kind)
        return self.page(request, "admin/revert.html", "Revert", record, change=change, differences=differences)

    def _revert(self, request, record, change):
        refusal = self.admin.refusal_to_revert(request, record, change)
        if refusal:
            self.admin.message_user(request, f"Nothing was changed: {refusal}", messages.ERROR)
            return redirect(self.admin.url("history", record.pk))
        try:
            with journal.recording(by=request.user, verb=Change.Verb.REVERTED, note=_revert_note(change)):
                lock(record)
                return self._replacement_response(request, record, change) or self._write_revert(
                    request, record, change
                )
        except StaleVersion as news:
            words = f"Nothing was changed, as meanwhile: {news}. Look again."
            self.admin.message_user(request, words, messages.WARNING)
            return redirect(request.get_full_path())
        except RecordInvalid as problem:
            self.admin.message_user(request, f"Nothing was changed. {problem}", messages.ERROR)
            return redirect(self.admin.url("history", record.pk))

    def _replacement_response(self, request, record, change):
        return self.admin.first_response(lambda feature: feature.instead_of_revert(request, record, change))

    def _write_revert(self, request, record, change):
        if "seen" in request.POST:
            check_not_stale(record, parse_number(request.POST["seen"]), partial(self.admin.activity_for, request))
        content = self.admin.content_to_restore(request, record, change)
        reverted = revert(record, to=change, by=request.user, record=content)
        self.admin.message_user(request, f"“{record}” is again as it was after change {change.number}.")
        self.admin.warn_if_slug_taken(request, reverted, content)
        return redirect(self.admin.url("history", record.pk))


def _revert_note(change):
    return f"To the state after change {change.number}"


def _keeping_status(record, instance):
    """Keep the present status, which a revert does not change."""
    return record | ({"status": instance.status} if "status" in record else {})
