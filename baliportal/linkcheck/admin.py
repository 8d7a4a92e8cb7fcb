"""External links in the admin: results and their age, "check now" and "mark as fine"."""

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

from .archive_admin import ArchivedCopyAdmin
from .checker import Checker
from .models import CANNOT_TELL, FAILURES, WebAddress
from .network import Network
from .running import Tally, check_batch

__all__ = ["ArchivedCopyAdmin", "WebAddressAdmin"]

#: Links that are checked while the person waits; the rest is left to housekeeping.
MAX_LINKS = 10
#: Seconds that the person waits at most.
MAX_SECONDS = 12
CHECKS_ARE_OFF = "Link checks are off on this portal, so results may be old; LINK_CHECKS=1 turns them on."


class StateFilter(admin.SimpleListFilter):
    """Filter links by their state: broken, failing, unclear, unchecked or working."""

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
    """External addresses that records name. Addresses are edited in the records, not here."""

    list_display = ("address", "result", "status_code", "age", "failing", "records")
    list_filter = (StateFilter, "result")
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
        return super().changelist_view(request, checks_off_notice() | (extra_context or {}))

    def get_urls(self):
        actions = {"check": self._check_links, "fine": self._mark_fine}
        return [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self._button_view(action)),
                name=f"linkcheck_webaddress_{name}",
            )
            for name, action in actions.items()
        ] + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the results of a link, the records that name it, and two buttons."""
        link = self.get_object(request, object_id)
        if link is None:
            raise Http404
        if not self.has_view_or_change_permission(request, link):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **checks_off_notice(),
            "title": "Link",
            "opts": self.opts,
            "object": link,
            "age": self.age(link),
            "failing": self.failing(link),
            "uses": [_use_row(use) for use in link.uses.select_related("entry").order_by("entry__title")[:200]],
            "may_change": self.has_change_permission(request, link),
        }
        return TemplateResponse(request, "admin/link.html", context)

    def history_view(self, request, object_id, extra_context=None):
        """Show the page of the link, because a link has no history of its own."""
        return self.change_view(request, object_id)

    @admin.action(description="Check selected now", permissions=["change"])
    def check_now(self, request, queryset):
        self._check_links(request, queryset)

    @admin.action(description="Mark selected as fine", permissions=["change"])
    def mark_as_fine(self, request, queryset):
        self._mark_fine(request, queryset)

    def _button_view(self, action):
        """Return the POST view of a button that applies `action` to one link."""

        def page(request, pk):
            link = self.get_object(request, str(pk))
            if link is None or request.method != "POST":
                raise Http404
            if not self.has_change_permission(request, link):
                raise PermissionDenied
            action(request, WebAddress.objects.filter(pk=link.pk))
            return redirect(reverse("admin:linkcheck_webaddress_change", args=[link.pk]))

        return page

    def _check_links(self, request, queryset):
        """Check a few links now and make the rest due."""
        if not settings.LINK_CHECKS:
            self.message_user(request, f"Nothing was checked. {CHECKS_ARE_OFF}", messages.ERROR)
            return
        pks = list(queryset.values_list("pk", flat=True))
        WebAddress.objects.filter(pk__in=pks).update(due_at=timezone.now())
        batch = list(WebAddress.objects.filter(pk__in=pks[:MAX_LINKS]).values_list("pk", "host", "address"))
        tally = Tally(answered=True)  # The person wants to see every result, even if no server answers.
        check_batch(batch, end=time.monotonic() + MAX_SECONDS, checker=self.checker(), tally=tally)
        self.message_user(request, f"{tally}.")
        if remaining := len(pks) - sum(tally.results.values()):
            self.message_user(request, f"{remaining} more will be checked by the next housekeeping.", messages.INFO)

    def _mark_fine(self, request, queryset):
        links = list(queryset)
        for link in links:
            link.mark_fine(by=request.user)
        self.message_user(request, f"{len(links)} marked as fine. They are checked again in half a year.")

    def checker(self):
        """Return a checker with shorter timeouts than housekeeping, because a person waits."""
        return Checker(Network(timeout=4, longest=8), delay=0.5)


def checks_off_notice():
    """Return the template context of the notice that link checks are off, empty while they are on."""
    return {} if settings.LINK_CHECKS else {"subtitle": CHECKS_ARE_OFF}


def _use_row(use):
    meta = named(use.entry.kind).model._meta
    edit = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[use.entry_id])
    return {"title": use.entry.title, "column": use.column, "status": use.entry.get_status_display(), "url": edit}
