"""The history of one record: one line for each act, any two states side by side, and the way back to one."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from .. import journal
from ..journal.activity import activity_of
from ..journal.history import diff, record_after, revert
from ..journal.locking import StaleVersion, check_not_stale, current_version, lock, number_in
from ..models import Change
from ..schema.records import RecordInvalid, to_record
from .batch_pages import link_batches

ACTS_SHOWN = 25  # on one page of a history


class HistoryPages:
    """Adds to a ModelAdmin of journaled things the pages that read their history."""

    object_history_template = "admin/journal_history.html"

    def get_urls(self):
        info = self.model._meta.app_label, self.model._meta.model_name
        revert, compare = map(self.admin_site.admin_view, (self.revert_view, self.compare_view))
        return [
            path("<path:object_id>/revert/<int:number>/", revert, name="{}_{}_revert".format(*info)),
            path("<path:object_id>/compare/", compare, name="{}_{}_compare".format(*info)),
            *super().get_urls(),
        ]

    def told(self, request, records):
        """Records of this kind as this person may read them, in the same order; each may be None."""
        return list(records)

    def told_acts(self, request, changes):
        """Changes as acts, as this person may read them."""
        return activity_of(changes, partial(self.told, request))

    def content_again(self, request, thing, change):
        """What the way back to a change writes when this person takes it."""
        return change.record

    def history_view(self, request, object_id, extra_context=None):
        thing = self._viewable(request, object_id)
        page = Paginator(Change.objects.of(thing), ACTS_SHOWN).get_page(request.GET.get("p"))
        shown = link_batches(request, self.told_acts(request, page.object_list))
        context = {
            "acts": shown,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "total": page.paginator.count,
            "newest": current_version(thing),
            "chosen": [act.change.number for act in shown[:2]],
            "may_revert": self.has_change_permission(request, thing),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def has_history_permission(self, request, obj):
        return self.has_view_or_change_permission(request, obj)

    def compare_view(self, request, object_id):
        """Any two states of a record, the earlier one first, whichever was asked for first."""
        if request.method != "GET":
            raise PermissionDenied
        thing = self._viewable(request, object_id)
        if not self.has_history_permission(request, thing):
            raise PermissionDenied
        numbers = sorted(number_in(request.GET.get(name, "")) or 0 for name in ("from", "to"))
        first, last = (get_object_or_404(Change.objects.of(thing), number=number) for number in numbers)
        context = self._page_of(request, thing, "Compare versions") | {
            "first": first,
            "last": last,
            "newest": current_version(thing),
            "differences": diff(*self.told(request, map(record_after, (first, last))), last.kind),
            "may_revert": self.has_change_permission(request, thing),
        }
        return TemplateResponse(request, "admin/compare.html", context)

    def revert_view(self, request, object_id, number):
        """Ask once, then give the record the content it had after an earlier act."""
        thing = self._viewable(request, object_id)
        change = get_object_or_404(Change.objects.of(thing).exclude(verb=Change.Verb.DELETED), number=number)
        if not self.has_change_permission(request, thing):
            raise Http404
        if request.method == "POST":
            return self._reverted(request, thing, change)
        now = to_record(thing)
        then = now | _keeping_status(self.content_again(request, thing, change), thing)
        context = self._page_of(request, thing, "Revert") | {
            "change": change,
            "differences": diff(*self.told(request, [now, then]), change.kind),
        }
        return TemplateResponse(request, "admin/revert.html", context)

    def _reverted(self, request, thing, change):
        info = self.model._meta.app_label, self.model._meta.model_name
        try:
            with journal.recording(by=request.user, verb=Change.Verb.REVERTED, note=_to_the_state(change)):
                if "seen" in request.POST:
                    check_not_stale(thing, number_in(request.POST["seen"]), partial(self.told_acts, request))
                lock(thing)
                revert(thing, to=change, by=request.user, record=self.content_again(request, thing, change))
        except StaleVersion as news:
            self.message_user(request, f"Nothing was changed, as meanwhile: {news}. Look again.", messages.WARNING)
            return redirect(request.get_full_path())
        except RecordInvalid as problem:
            self.message_user(request, f"Nothing was changed. {problem}", messages.ERROR)
        else:
            self.message_user(request, f"“{thing}” is again as it was after change {change.number}.")
        return redirect(reverse("admin:{}_{}_history".format(*info), args=[thing.pk]))

    def _page_of(self, request, thing, title):
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "object": thing}

    def _viewable(self, request, object_id):
        thing = self.get_object(request, object_id)
        if thing is None or not self.has_view_or_change_permission(request, thing):
            raise Http404
        return thing


def _to_the_state(change):
    return f"To the state after change {change.number}"


def _keeping_status(record, thing):
    """The status is no part of what goes back."""
    return record | ({"status": thing.status} if "status" in record else {})
