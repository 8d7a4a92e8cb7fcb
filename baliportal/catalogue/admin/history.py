"""The history of one record: one line for each act, any two states side by side, and the way back to one."""

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

ACTS_SHOWN = 25  # on one page of a history


class RecordHistory(AdminFeature):
    """The pages that read the history of a record, and go back in it."""

    def urls(self):
        return [
            ("<path:object_id>/revert/<int:number>/", self.revert_view, "revert"),
            ("<path:object_id>/compare/", self.compare_view, "compare"),
        ]

    def history_context(self, request, record):
        page = Paginator(Change.objects.of(record), ACTS_SHOWN).get_page(request.GET.get("p"))
        shown = link_batches(request, self.admin.activity_for(request, page.object_list))
        return {
            "acts": shown,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "total": page.paginator.count,
            "newest": current_version(record),
            "chosen": [act.change.number for act in shown[:2]],
            "may_revert": self.admin.has_change_permission(request, record),
        }

    def compare_view(self, request, object_id):
        """Any two states of a record, the earlier one first, whichever was asked for first."""
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
        """Ask once, then give the record the content it had after an earlier act."""
        record = self.admin.viewable(request, object_id)
        change = get_object_or_404(Change.objects.of(record).exclude(verb=Change.Verb.DELETED), number=number)
        if not self.admin.has_change_permission(request, record):
            raise Http404
        if request.method == "POST":
            return self._reverted(request, record, change)
        now = to_record(record)
        then = now | _keeping_status(self.admin.content_to_restore(request, record, change), record)
        differences = diff(*self.admin.redact(request, [now, then]), change.kind)
        return self.page(request, "admin/revert.html", "Revert", record, change=change, differences=differences)

    def _reverted(self, request, record, change):
        refusal = self.admin.refusal_to_revert(request, record, change)
        if refusal:
            self.admin.message_user(request, f"Nothing was changed: {refusal}", messages.ERROR)
            return redirect(self.admin.url("history", record.pk))
        try:
            with journal.recording(by=request.user, verb=Change.Verb.REVERTED, note=_to_the_state(change)):
                lock(record)
                return self._instead(request, record, change) or self._go_back(request, record, change)
        except StaleVersion as news:
            words = f"Nothing was changed, as meanwhile: {news}. Look again."
            self.admin.message_user(request, words, messages.WARNING)
            return redirect(request.get_full_path())
        except RecordInvalid as problem:
            self.admin.message_user(request, f"Nothing was changed. {problem}", messages.ERROR)
            return redirect(self.admin.url("history", record.pk))

    def _instead(self, request, record, change):
        return self.admin.first_response(lambda feature: feature.instead_of_revert(request, record, change))

    def _go_back(self, request, record, change):
        if "seen" in request.POST:
            check_not_stale(record, parse_number(request.POST["seen"]), partial(self.admin.activity_for, request))
        content = self.admin.content_to_restore(request, record, change)
        reverted = revert(record, to=change, by=request.user, record=content)
        self.admin.message_user(request, f"“{record}” is again as it was after change {change.number}.")
        self.admin.warn_if_slug_taken(request, reverted, content)
        return redirect(self.admin.url("history", record.pk))


def _to_the_state(change):
    return f"To the state after change {change.number}"


def _keeping_status(record, instance):
    """The status is no part of what goes back."""
    return record | ({"status": instance.status} if "status" in record else {})
