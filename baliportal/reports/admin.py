"""Admin of saved reports: the form, the kept reports with their files, and the differences since."""

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
from baliportal.exports.formats.registry import SPREADSHEETS, TABLE_FORMATS, table_response

from .forms import SavedReportForm
from .models import SavedReport
from .permissions import live_url, refusal_reason, visible_saved_reports
from .registry import find_report
from .report_changes import Differences
from .snapshots import NotMade, delete_files, file_path, make_report, next_time

#: Kept reports listed on the page of a saved report.
SHOWN = 50


@admin.register(SavedReport)
class SavedReportAdmin(admin.ModelAdmin):
    """The list of saved reports, and the form with the kept reports below it."""

    form = SavedReportForm
    change_form_template = "admin/saved_report.html"
    list_display = ("name", "title", "every", "owner", "next_at")
    list_filter = ("every",)
    search_fields = ("name", "report")
    list_select_related = ("owner",)
    readonly_fields = ("asks",)

    @admin.display(description="Report", ordering="report")
    def title(self, saved):
        return find_report(saved.report).title

    def get_queryset(self, request):
        return visible_saved_reports(request.user).select_related("owner")

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
        """Set owner and base address of a new one, and the next time when the schedule is new."""
        if not change:
            obj.owner, obj.base = request.user, site_url(request)
        if not change or "every" in form.changed_data:
            obj.next_at = next_time(obj.every, timezone.now())
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        for kept_report in obj.kept.all():
            transaction.on_commit(partial(delete_files, kept_report))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for saved in queryset:
            self.delete_model(request, saved)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        saved = self.get_object(request, object_id)
        context = {}
        if saved and self.has_view_permission(request, saved):
            follows = saved.followers.filter(pk=request.user.pk).exists()
            context = {
                "live_url": live_url(saved),
                "refusal_reason": refusal_reason(saved),
                "kept_reports": saved.kept.select_related("saved")[:SHOWN],
                "follow_label": "No more e-mail to me" if follows else "E-mail me when it is made",
                "may_make": self.has_change_permission(request, saved),
            }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_urls(self):
        def url(suffix, view, name):
            return path(f"<int:pk>/{suffix}", self.admin_site.admin_view(view), name=f"reports_savedreport_{name}")

        return [
            url("make/", require_POST(self.make_view), "make"),
            url("follow/", require_POST(self.follow_view), "follow"),
            url("kept/<int:kept_pk>/file/", require_safe(self.file_view), "file"),
            url("kept/<int:kept_pk>/manifest/", require_safe(self.manifest_view), "manifest"),
            url("kept/<int:kept_pk>/since/", require_safe(self.since_view), "since"),
            url("kept/<int:kept_pk>/since.<slug:suffix>", require_safe(self.since_file_view), "since_file"),
            *super().get_urls(),
        ]

    def make_view(self, request, pk):
        """Make the report now and keep it."""
        saved = self._saved(request, pk, change=True)
        try:
            kept_report = make_report(saved)
            messages.success(request, f"Made and kept: {kept_report.rows:,} rows.")
        except NotMade as problem:
            messages.error(request, str(problem))
        return redirect(self._change_url(saved))

    def follow_view(self, request, pk):
        """Start or stop to follow the report: its followers get an e-mail whenever it is made."""
        saved = self._saved(request, pk, change=True)
        follows = saved.followers.filter(pk=request.user.pk).exists()
        (saved.followers.remove if follows else saved.followers.add)(request.user)
        if not (follows or request.user.email):
            messages.warning(request, "Your account has no e-mail address yet: an administrator can add one.")
        return redirect(self._change_url(saved))

    def file_view(self, request, pk, kept_pk):
        _, kept_report = self._saved_and_kept(request, pk, kept_pk)
        try:
            file = file_path(kept_report).open("rb")
        except OSError:
            raise Http404("The file is no longer there.") from None
        content_type = TABLE_FORMATS[kept_report.suffix].content_type
        return FileResponse(file, as_attachment=True, filename=kept_report.file_name, content_type=content_type)

    def manifest_view(self, request, pk, kept_pk):
        _, kept_report = self._saved_and_kept(request, pk, kept_pk)
        return JsonResponse(kept_report.manifest, json_dumps_params={"ensure_ascii": False, "indent": 1})

    def since_view(self, request, pk, kept_pk):
        """The differences between a kept report and the report today."""
        saved, kept_report = self._saved_and_kept(request, pk, kept_pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"What changed since {kept_report.made_at:%d %B %Y}: {saved}",
            "opts": self.opts, "saved": saved, "kept_report": kept_report,
            "differences": Differences(saved, kept_report),
        }  # fmt: skip
        return TemplateResponse(request, "admin/report_since.html", context)

    def since_file_view(self, request, pk, kept_pk, suffix):
        """All of these differences as a file."""
        if suffix not in SPREADSHEETS:
            raise Http404
        saved, kept_report = self._saved_and_kept(request, pk, kept_pk)
        if refusal_reason(saved):
            raise Http404("There is nothing to compare with: its page says why.")
        table = Differences(saved, kept_report).table()
        return table_response(table, suffix, f"{saved.report}-changes-since-{kept_report.made_at:%Y-%m-%d}")

    def _saved(self, request, pk, *, change=False):
        saved = get_object_or_404(self.get_queryset(request), pk=pk)
        has_permission = self.has_change_permission if change else self.has_view_permission
        if not has_permission(request, saved):
            raise PermissionDenied
        return saved

    def _saved_and_kept(self, request, pk, kept_pk):
        saved = self._saved(request, pk)
        return saved, get_object_or_404(saved.kept.select_related("saved__owner"), pk=kept_pk)

    def _change_url(self, saved):
        return reverse("admin:reports_savedreport_change", args=[saved.pk])
