"""Taking a list away as a file, as it is filtered, searched and sorted."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest

from baliportal.catalogue.admin.features import AdminFeature, FeatureAdmin
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text

from .formats.registry import SPREADSHEETS, answer
from .formats.table import Table

OF_ONE_PAGE = ("p", "all", "_facets")  # parameters of a list that say how it is looked at, not what is in it
BATCH = 500  # rows held in memory at a time


class ListedTable(Table):
    """Rows that `rows` yields, under these columns."""

    def __init__(self, columns, rows):
        self.columns, self.records = columns, rows


class Export(AdminFeature):
    """A list that can be taken away by whoever may see it, whole or what is selected; here, as the list shows it."""

    def urls(self):
        return [("export.<slug:suffix>", self.export_view, "export")]

    def actions(self, request):
        allowed = self.admin.has_view_permission(request)
        return [self.export_selected_csv, self.export_selected_xlsx] if allowed else []

    def list_context(self, request):
        return {"export_suffixes": SPREADSHEETS}

    def exported(self, request, queryset):
        """The columns of the file, and a function that yields its rows."""
        shown = self.admin.exported_names or self.admin.list_display
        names = [name for name in shown if name != "action_checkbox"]
        labels = [str(label_for_field(name, self.admin.model, self.admin)) for name in names]
        columns = [
            SchemaField(n, label, Text(), "As the list shows it.") for n, label in zip(names, labels, strict=True)
        ]
        return columns, lambda: (self._listed(row, names) for row in queryset.iterator(chunk_size=BATCH))

    def _listed(self, row, names):
        values = {name: lookup_field(name, row, self.admin)[2] for name in names}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    def export_view(self, request, suffix):
        """The whole list, in one file."""
        if suffix not in SPREADSHEETS or request.method not in ("GET", "HEAD"):
            raise Http404
        if not self.admin.has_view_or_change_permission(request):
            raise PermissionDenied
        request.GET = request.GET.copy()
        for name in OF_ONE_PAGE:
            request.GET.pop(name, None)
        try:
            rows = self.admin.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseBadRequest("These filters make no sense.", content_type="text/plain; charset=utf-8")
        return self._file(request, rows, suffix)

    @admin.action(description="Export selected as CSV")
    def export_selected_csv(self, model_admin, request, queryset):
        return self._file(request, queryset, "csv")

    @admin.action(description="Export selected as XLSX (Excel)")
    def export_selected_xlsx(self, model_admin, request, queryset):
        return self._file(request, queryset, "xlsx")

    def _file(self, request, queryset, suffix):
        columns, rows = self.exported(request, queryset)
        words = [value for _, values in request.GET.lists() for value in values]
        return answer(ListedTable(columns, rows), suffix, self.opts.model_name, words)


class ExportAdmin(FeatureAdmin):
    """A list that can be taken away as a file."""

    features = (Export,)
    change_list_template = "admin/imports/change_list.html"
    exported_names = ()  # what a file has in place of what the list shows
