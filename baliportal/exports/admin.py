"""Admin feature: export a change list as CSV or XLSX, as it is filtered, searched and sorted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase

from baliportal.catalogue.admin.features import AdminFeature, FeatureAdmin
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Text

from .formats.registry import SPREADSHEETS, table_response
from .formats.table import Table

#: Query parameters of a change list that say how it is displayed; they do not change which rows it has.
DISPLAY_PARAMETERS = ("p", "all", "_facets")
#: Rows fetched from the database at a time, so that a long list needs the memory of a short one.
BATCH = 500


class ChangeListTable(Table):
    """A table of the given columns; `rows` is called for its records."""

    def __init__(self, columns: Sequence[SchemaField], rows: Callable[[], Iterable[dict]]):
        self.columns, self.records = columns, rows


class ExportFeature(AdminFeature):
    """Export the whole list or the selected rows, for everybody who may view the list, with the columns it shows."""

    def urls(self) -> list[tuple]:
        return [("export.<slug:suffix>", self.export_view, "export")]

    def actions(self, request: HttpRequest) -> list[Callable]:
        allowed = self.admin.has_view_permission(request)
        return [self.export_selected_csv, self.export_selected_xlsx] if allowed else []

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"export_suffixes": SPREADSHEETS}

    def export_content(
        self, request: HttpRequest, queryset: QuerySet
    ) -> tuple[list[SchemaField], Callable[[], Iterator[dict]]]:
        """The columns of the file, and a function that yields its rows as dicts by column name."""
        shown = self.admin.export_fields or self.admin.list_display
        names = [name for name in shown if name != "action_checkbox"]
        labels = [str(label_for_field(name, self.admin.model, self.admin)) for name in names]
        columns = [
            SchemaField(n, label, Text(), "As the list shows it.") for n, label in zip(names, labels, strict=True)
        ]
        return columns, lambda: (self._cells(row, names) for row in queryset.iterator(chunk_size=BATCH))

    def _cells(self, row: Model, names: Sequence[str]) -> dict[str, str]:
        values = {name: lookup_field(name, row, self.admin)[2] for name in names}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    def export_view(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        """The whole list in one file; 400 where a filter in the query string is not valid."""
        if suffix not in SPREADSHEETS or request.method not in ("GET", "HEAD"):
            raise Http404
        if not self.admin.has_view_or_change_permission(request):
            raise PermissionDenied
        request.GET = request.GET.copy()
        for name in DISPLAY_PARAMETERS:
            request.GET.pop(name, None)
        try:
            rows = self.admin.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseBadRequest("These filters make no sense.", content_type="text/plain; charset=utf-8")
        return self._file_response(request, rows, suffix)

    @admin.action(description="Export selected as CSV")
    def export_selected_csv(self, model_admin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase:
        return self._file_response(request, queryset, "csv")

    @admin.action(description="Export selected as XLSX (Excel)")
    def export_selected_xlsx(self, model_admin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase:
        return self._file_response(request, queryset, "xlsx")

    def _file_response(self, request: HttpRequest, queryset: QuerySet, suffix: str) -> HttpResponseBase:
        columns, rows = self.export_content(request, queryset)
        filter_values = [value for _, values in request.GET.lists() for value in values]
        return table_response(ChangeListTable(columns, rows), suffix, self.opts.model_name, filter_values)


class ExportAdmin(FeatureAdmin):
    """A ModelAdmin whose change list can be exported."""

    features = (ExportFeature,)
    change_list_template = "admin/imports/change_list.html"
    #: Fields of the file, in place of `list_display` where the list shows less or more than a file should hold.
    export_fields = ()
