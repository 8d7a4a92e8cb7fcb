"""External links in the back office: what the last look found and how old that is, and what a person does about it."""

import time

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.timesince import timesince

from baliportal.catalogue.kinds import named

from .checker import Checker
from .models import CANNOT_TELL, FAILURES, WebAddress
from .network import Network
from .running import Tally, check_lot

AT_ONCE = 10  # links looked at while the person waits; more are left to housekeeping
SECONDS = 12
CHECKS_ARE_OFF = "Link checks are off on this portal, so results may be old; LINK_CHECKS=1 turns them on."


class StandingFilter(admin.SimpleListFilter):
    """What a link's results come to."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [
            ("broken", "Broken: failed on several days"),
            ("failing", "Failed lately"),
            ("unclear", "Cannot tell"),
            ("unchecked", "Not checked yet"),
            ("working", "Works"),
        ]

    def queryset(self, request, queryset):
        return {
            "broken": queryset.broken,
            "failing": lambda: queryset.filter(result__in=FAILURES),
            "unclear": lambda: queryset.filter(result__in=CANNOT_TELL),
            "unchecked": lambda: queryset.filter(checked_at=None),
            "working": lambda: queryset.filter(result__in=("ok", "moved")),
        }.get(self.value(), lambda: queryset)()


@admin.register(WebAddress)
class WebAddressAdmin(admin.ModelAdmin):
    """Every external address that a record names. Addresses are edited in the records, not here."""

    list_display = ("address", "result", "status_code", "age", "failing", "records")
    list_filter = (StandingFilter, "result")
    search_fields = ("address", "uses__entry__title")
    list_per_page = 50
    show_full_result_count = False
    actions = ("check_now", "mark_as_fine")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(records_count=Count("uses__entry", distinct=True))

    @admin.display(description="Checked", ordering="checked_at")
    def age(self, link):
        return f"{timesince(link.checked_at, depth=1)} ago" if link.checked_at else "never"

    @admin.display(description="Failing for", ordering="failing_since")
    def failing(self, link):
        if not link.failing_since:
            return ""
        times = "once" if link.failures == 1 else f"{link.failures} times"
        return f"{timesince(link.failing_since, depth=1)}, {times}" + (", broken" * link.is_broken)

    @admin.display(description="Records", ordering="records_count")
    def records(self, link):
        return link.records_count

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, standing() | (extra_context or {}))

    def get_urls(self):
        deeds = {"check": self._check, "fine": self._mark}
        return [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self._one(deed)),
                name=f"linkcheck_webaddress_{name}",
            )
            for name, deed in deeds.items()
        ] + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What is known of a link, the records that name it, and two buttons."""
        link = self.get_object(request, object_id)
        if link is None:
            raise Http404
        if not self.has_view_or_change_permission(request, link):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **standing(),
            "title": "Link",
            "opts": self.opts,
            "object": link,
            "age": self.age(link),
            "failing": self.failing(link),
            "uses": [_use(use) for use in link.uses.select_related("entry").order_by("entry__title")[:200]],
            "may_change": self.has_change_permission(request, link),
        }
        return TemplateResponse(request, "admin/link.html", context)

    def history_view(self, request, object_id, extra_context=None):
        """A link has no history of its own: what is known of it is all on its page."""
        return self.change_view(request, object_id)

    @admin.action(description="Check selected now", permissions=["change"])
    def check_now(self, request, queryset):
        self._check(request, queryset)

    @admin.action(description="Mark selected as fine", permissions=["change"])
    def mark_as_fine(self, request, queryset):
        self._mark(request, queryset)

    def _one(self, deed):
        """The page on which a button of one link acts."""

        def page(request, pk):
            link = self.get_object(request, str(pk))
            if link is None or request.method != "POST":
                raise Http404
            if not self.has_change_permission(request, link):
                raise PermissionDenied
            deed(request, WebAddress.objects.filter(pk=link.pk))
            return redirect(reverse("admin:linkcheck_webaddress_change", args=[link.pk]))

        return page

    def _check(self, request, queryset):
        """Look at a few at once; make due what is more, and what there was no time for."""
        if not settings.LINK_CHECKS:
            self.message_user(request, f"Nothing was checked. {CHECKS_ARE_OFF}", messages.ERROR)
            return
        pks = list(queryset.values_list("pk", flat=True))
        WebAddress.objects.filter(pk__in=pks).update(due_at=timezone.now())
        lot = list(WebAddress.objects.filter(pk__in=pks[:AT_ONCE]).values_list("pk", "host", "address"))
        tally = Tally(answered=True)  # a person who waits wants to see what was found, whatever it was
        check_lot(lot, end=time.monotonic() + SECONDS, checker=self.checker(), tally=tally)
        self.message_user(request, f"{tally}.")
        if left := len(pks) - sum(tally.results.values()):
            self.message_user(request, f"{left} more will be checked by the next housekeeping.", messages.INFO)

    def _mark(self, request, queryset):
        links = list(queryset)
        for link in links:
            link.mark_fine(by=request.user)
        self.message_user(request, f"{len(links)} marked as fine. They are checked again in half a year.")

    def checker(self):
        """Less patient than housekeeping: somebody waits."""
        return Checker(Network(timeout=4, longest=8), delay=0.5)


def standing():
    """What the pages of links say above all results where nothing is checked."""
    return {} if settings.LINK_CHECKS else {"subtitle": CHECKS_ARE_OFF}


def _use(use):
    meta = named(use.entry.kind).model._meta
    edit = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[use.entry_id])
    return {"title": use.entry.title, "column": use.column, "status": use.entry.get_status_display(), "url": edit}
