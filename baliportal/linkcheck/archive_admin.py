"""Archived copies in the admin: what was taken of linked documents, and why the others were not."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from baliportal.catalogue.admin_links import change_url
from baliportal.catalogue.kinds import named

from .models import ArchivedCopy

ARCHIVE_IS_OFF = "No copies are taken on this portal: ARCHIVE_LINKS=1 lets housekeeping take them."


@admin.register(ArchivedCopy)
class ArchivedCopyAdmin(admin.ModelAdmin):
    """Addresses of records that let copies be taken, with the outcome of the last attempt. Nothing is edited here."""

    list_display = ("address", "records", "state", "note", "taken_at", "kept")
    list_filter = ("state",)
    search_fields = ("address__address", "note")
    list_select_related = ("address",)
    list_per_page = 50
    show_full_result_count = False
    fields = readonly_fields = (
        "address", "state", "note", "taken_at", "kept", "records", "tried_at", "due_at", "failures",
    )  # fmt: skip
    actions = ("ask_again",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_ask_again_permission(self, request):
        return request.user.has_perm("linkcheck.change_archivedcopy")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("address__uses__entry")

    def changelist_view(self, request, extra_context=None):
        notice = {} if settings.ARCHIVE_LINKS else {"subtitle": ARCHIVE_IS_OFF}
        return super().changelist_view(request, notice | (extra_context or {}))

    def history_view(self, request, object_id, extra_context=None):
        """Lead to the page of the copy, because a copy has no history of its own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(reverse("admin:linkcheck_archivedcopy_change", args=[object_id]))

    @admin.display(description="Copy")
    def kept(self, copy):
        return format_html('<a href="/files/{0}/">{1}</a>', copy.sha256, copy.name) if copy.sha256 else "none"

    @admin.display(description="Records")
    def records(self, copy):
        entries = {use.entry_id: use.entry for use in copy.address.uses.all()}
        links = ((change_url(entry.pk), entry.title, named(entry.kind).label) for entry in entries.values())
        return format_html_join(", ", '<a href="{}">{}</a> ({})', links)

    @admin.action(description="Ask for selected again at the next housekeeping", permissions=["ask_again"])
    def ask_again(self, request, queryset):
        count = queryset.update(due_at=timezone.now())
        self.message_user(request, f"{count} will be asked for by the next housekeeping.")
