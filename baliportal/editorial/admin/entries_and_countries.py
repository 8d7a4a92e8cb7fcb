"""Admin of entries of all kinds and of countries, limited to what each person may see; data quality page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from baliportal.accounts.admin.row_permission_admin import RowPermissionAdmin
from baliportal.accounts.row_permissions import acts_for_one_state, hidden_from, own_country_id
from baliportal.catalogue.admin import AnyEntryAdmin, CountryAdmin
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.site_url import site_url
from baliportal.exports.admin import ExportAdmin
from baliportal.exports.formats.registry import TABLE_FORMATS, table_response
from baliportal.exports.formats.table import Table
from baliportal.imports.admin.spreadsheets import SpreadsheetAdmin
from baliportal.quality.indexer import bring_up_to_date
from baliportal.quality.summary import COLUMNS, counts_by_check_excluding, finding_rows

from ..desk.queues import queues_of
from .filters import CheckFilter, QueueFilter


class FindingsTable(Table):
    """Export table of the findings in some entries."""

    columns = COLUMNS

    def __init__(self, entries, base):
        self._entries, self._base = entries, base

    def records(self):
        for row in finding_rows(self._entries):
            yield row | {"page": self._base + row["page"]}

    def head(self):
        return {"report": "data-quality"}


@admin.register(Entry)
class PermittedAnyEntryAdmin(RowPermissionAdmin, ExportAdmin, AnyEntryAdmin):
    """Entries that the person may see, filtered by the queues of the desk, and the data quality page."""

    list_filter = (QueueFilter, CheckFilter, *AnyEntryAdmin.list_filter)

    def changelist_view(self, request, extra_context=None):
        """Use the title of the selected queue as the heading."""
        title = {queue.name: queue.title for queue in queues_of(Entry)}.get(request.GET.get("queue"), "All records")
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def get_list_display(self, request):
        """Add a link to the comparison in the queue of duplicates."""
        columns = super().get_list_display(request)
        return [*columns, self._compare(request)] if request.GET.get("queue") == "duplicates" else columns

    def _compare(self, request):
        @admin.display(description="Looks like another")
        def compare(entry):
            model = named(entry.kind).model
            may = self.admin_site.get_model_admin(model)
            if not (may.has_change_permission(request, entry) and may.has_delete_permission(request, entry)):
                return "in its form"
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_merge"
            return format_html('<a href="{}">Compare…</a>', reverse(name, args=[entry.pk, entry.duplicate_id]))

        return compare

    def get_urls(self):
        page, file = (self.admin_site.admin_view(view) for view in (self.quality_view, self.quality_file))
        return [
            path("quality/", page, name="quality"),
            path("quality.<slug:suffix>", file, name="quality_file"),
            *super().get_urls(),
        ]

    def quality_view(self, request):
        """Show every check with the number of records it found something in, of one kind or of all."""
        entries, kind = self._selected_entries(request)
        hidden = hidden_from(request.user, Entry.objects.filter(kind=kind) if kind else Entry.objects.all())
        context = {
            **self.admin_site.each_context(request),
            "title": "Data quality",
            "opts": self.opts,
            "unread": bring_up_to_date(),
            "total": entries.count(),
            "kinds": [(known.name, known.plural) for known in all_kinds()],
            "kind": kind,
            "rows": [self._check_row(check, count, kind) for check, count in counts_by_check_excluding(hidden, kind)],
            "files": [(suffix, reverse("admin:quality_file", args=[suffix])) for suffix in TABLE_FORMATS],
            "query": f"?kind={kind}" if kind else "",
        }
        return TemplateResponse(request, "admin/quality.html", context)

    def quality_file(self, request, suffix):
        """Export every finding in the format of the suffix."""
        if suffix not in TABLE_FORMATS:
            raise Http404
        entries, kind = self._selected_entries(request)
        bring_up_to_date()
        return table_response(FindingsTable(entries, site_url(request)), suffix, "data-quality", [kind])

    def _selected_entries(self, request):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        kind = request.GET.get("kind", "")
        kind = kind if kind in {known.name for known in all_kinds()} else ""
        entries = self.get_queryset(request)
        return (entries.filter(kind=kind) if kind else entries), kind

    def _check_row(self, check, count, kind):
        kind_filter = f"&kind__exact={kind}" if kind else ""
        url = f"{reverse('admin:catalogue_entry_changelist')}?check={check.name}{kind_filter}"
        return {"check": check, "count": count, "url": url}

    def history_view(self, request, object_id, extra_context=None):
        """Redirect to the history under the admin of the entry's kind."""
        entry = self.get_object(request, object_id)
        if entry is None or not self.has_view_permission(request, entry):
            raise Http404
        meta = named(entry.kind).model._meta
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[entry.pk]))


@admin.register(Country)
class PermittedCountryAdmin(SpreadsheetAdmin, CountryAdmin):
    """Countries; a person bound to one state sees only that one, in lists and in autocomplete."""

    def get_queryset(self, request):
        countries = super().get_queryset(request)
        return countries.filter(pk=own_country_id(request.user)) if acts_for_one_state(request.user) else countries

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404
