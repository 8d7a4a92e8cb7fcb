"""Saved reports in the back office: what they ask, what was made of them, what is different since."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from baliportal.catalogue.site_url import site_url
from baliportal.exports.formats.registry import SPREADSHEETS, TABLE_FORMATS, answer

from .forms import SavedReportForm
from .models import SavedReport
from .permissions import live_url, seen_by, why_not
from .registry import report_called
from .report_changes import Differences
from .snapshots import NotMade, forget_files, make, next_time, path_of

SHOWN = 50  # kept reports that the page of one names


@admin.register(SavedReport)
class SavedReportAdmin(admin.ModelAdmin):
    """The list, the form, and beside the form all that was kept."""

    form = SavedReportForm
    change_form_template = "admin/saved_report.html"
    list_display = ("name", "title", "every", "owner", "next_at")
    list_filter = ("every",)
    search_fields = ("name", "report")
    list_select_related = ("owner",)
    readonly_fields = ("asks",)

    @admin.display(description="Report", ordering="report")
    def title(self, saved):
        return report_called(saved.report).title

    def get_queryset(self, request):
        return seen_by(request.user).select_related("owner")

    def get_fields(self, request, obj=None):
        if obj is None or self.has_change_permission(request, obj):
            return SavedReportForm.Meta.fields
        return ("name", "asks", "suffix", "every")

    @admin.display(description="Address of the report")
    def asks(self, saved):
        return live_url(saved)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user, form.host = request.user, request.get_host()
        return form

    def save_model(self, request, obj, form, change):
        """A new one belongs to whoever saves it; a new rhythm begins now."""
        if not change:
            obj.owner, obj.base = request.user, site_url(request)
        if not change or "every" in form.changed_data:
            obj.next_at = next_time(obj.every, timezone.now())
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        for kept in obj.kept.all():
            transaction.on_commit(partial(forget_files, kept))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for saved in queryset:
            self.delete_model(request, saved)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        saved = self.get_object(request, object_id)
        more = {}
        if saved and self.has_view_permission(request, saved):
            more = {
                "live_url": live_url(saved),
                "why_not": why_not(saved),
                "kept": saved.kept.select_related("saved")[:SHOWN],
                "follows": saved.followers.filter(pk=request.user.pk).exists(),
                "may_make": self.has_change_permission(request, saved),
            }
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))

    def get_urls(self):
        def at(rest, view, name):
            return path(f"<int:pk>/{rest}", self.admin_site.admin_view(view), name=f"reports_savedreport_{name}")

        return [
            at("make/", require_POST(self.make_view), "make"),
            at("follow/", require_POST(self.follow_view), "follow"),
            at("kept/<int:kept>/file/", require_safe(self.file_view), "file"),
            at("kept/<int:kept>/manifest/", require_safe(self.manifest_view), "manifest"),
            at("kept/<int:kept>/since/", require_safe(self.since_view), "since"),
            at("kept/<int:kept>/since.<slug:suffix>", require_safe(self.since_file_view), "since_file"),
            *super().get_urls(),
        ]

    def make_view(self, request, pk):
        """Make it now, and keep it."""
        saved = self._saved(request, pk, change=True)
        try:
            made = make(saved)
            messages.success(request, f"Made and kept: {made.rows:,} rows.")
        except NotMade as problem:
            messages.error(request, str(problem))
        return redirect(self._page(saved))

    def follow_view(self, request, pk):
        """Be told by e-mail whenever it is made, or no longer."""
        saved = self._saved(request, pk, change=True)
        follows = saved.followers.filter(pk=request.user.pk).exists()
        (saved.followers.remove if follows else saved.followers.add)(request.user)
        if not (follows or request.user.email):
            messages.warning(request, "Your account has no e-mail address yet: an administrator can add one.")
        return redirect(self._page(saved))

    def file_view(self, request, pk, kept):
        _, kept = self._kept(request, pk, kept)
        try:
            file = path_of(kept).open("rb")
        except OSError:
            raise Http404("The file is no longer there.") from None
        content_type = TABLE_FORMATS[kept.suffix].content_type
        return FileResponse(file, as_attachment=True, filename=kept.file_name, content_type=content_type)

    def manifest_view(self, request, pk, kept):
        _, kept = self._kept(request, pk, kept)
        return JsonResponse(kept.manifest, json_dumps_params={"ensure_ascii": False, "indent": 1})

    def since_view(self, request, pk, kept):
        """What is different today from what was kept."""
        saved, kept = self._kept(request, pk, kept)
        context = {
            **self.admin_site.each_context(request),
            "title": f"What changed since {kept.made_at:%d %B %Y}: {saved}",
            "opts": self.opts, "saved": saved, "kept": kept, "since": Differences(saved, kept),
        }  # fmt: skip
        return TemplateResponse(request, "admin/report_since.html", context)

    def since_file_view(self, request, pk, kept, suffix):
        if suffix not in SPREADSHEETS:
            raise Http404
        saved, kept = self._kept(request, pk, kept)
        if why_not(saved):
            raise Http404("There is nothing to compare with: its page says why.")
        table = Differences(saved, kept).table()
        return answer(table, suffix, f"{saved.report}-changes-since-{kept.made_at:%Y-%m-%d}")

    def _saved(self, request, pk, *, change=False):
        saved = get_object_or_404(self.get_queryset(request), pk=pk)
        may = self.has_change_permission if change else self.has_view_permission
        if not may(request, saved):
            raise PermissionDenied
        return saved

    def _kept(self, request, pk, kept):
        saved = self._saved(request, pk)
        return saved, get_object_or_404(saved.kept.select_related("saved__owner"), pk=kept)

    def _page(self, saved):
        return reverse("admin:reports_savedreport_change", args=[saved.pk])
