"""Out to a spreadsheet and back, and one change for many: what every list of records can do."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from baliportal.accounts.row_permissions import is_bound
from baliportal.catalogue.admin import RecordedAdmin
from baliportal.catalogue.kinds import schema_of_model
from baliportal.catalogue.schema.references import names_entries
from baliportal.exports.admin import ExportAdmin, ExportFeature

from ..bulk_edit import begin
from ..encodings import SHOWN
from ..errors import FileRefused
from ..permissions import may_begin
from ..sheet import sheet_columns, sheet_records
from ..upload import MOST, upload


class UploadForm(forms.Form):
    """A file with the columns of an export, and what the history is to say about it."""

    file = forms.FileField(
        label="File",
        help_text="XLSX, or CSV or tab-separated text in any encoding that Excel writes.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    note = forms.CharField(
        label="Note for the history", required=False, max_length=500, help_text="Where the changes come from."
    )
    encoding = forms.ChoiceField(
        label="Encoding",
        required=False,
        choices=list(SHOWN.items()),
        help_text="For a CSV whose letters look wrong.",
    )


class Spreadsheet(ExportFeature):
    """Records that can be exported, edited in a spreadsheet and imported, and changed in one field at once."""

    def urls(self):
        return [*super().urls(), ("import/", self.import_view, "import")]

    def actions(self, request):
        allowed = self.admin.has_change_permission(request) and may_begin(self.admin, request)
        return [*super().actions(request), *([self.change_a_field] if allowed else [])]

    def list_context(self, request):
        return super().list_context(request) | {"may_import": may_begin(self.admin, request)}

    def export_content(self, request, queryset):
        """The record form, so that the file can come back.

        Somebody bound to one state gets no column that may name a record hidden from him. A column that a file lacks
        stays as it is when the file comes back; a cell with a name left out would take the link away.
        """
        form, pks = schema_of_model(self.admin.model), list(queryset.values_list("pk", flat=True))
        columns = [c for c in sheet_columns(form) if not (is_bound(request.user) and names_entries(c))]
        return columns, lambda: sheet_records(form, pks)

    @admin.action(description="Change a field of selected…")
    def change_a_field(self, model_admin, request, queryset):
        """Keep the choice of records, and go on to the choice of the field."""
        try:
            batch = begin(queryset, form=schema_of_model(self.admin.model), by=request.user)
        except FileRefused as problem:
            self.admin.message_user(request, str(problem), messages.ERROR)
            return None
        return redirect(reverse("admin:imports_batch_change", args=[batch.pk]))

    def import_view(self, request):
        """Take a file in; nothing is changed before its preview was seen."""
        if not may_begin(self.admin, request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            batch = self._uploaded(request, form)
            if batch:
                return redirect(reverse("admin:imports_batch_change", args=[batch.pk]))
        context = {
            **self.admin.admin_site.each_context(request),
            "title": f"Import {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "form": form,
            "columns": [column for column in schema_of_model(self.admin.model).fields if not column.governed],
            "most": f"{MOST:,}",
        }
        return TemplateResponse(request, "admin/imports/upload.html", context)

    def _uploaded(self, request, form):
        given = form.cleaned_data
        try:
            return upload(given["file"], form=schema_of_model(self.admin.model), by=request.user, note=given["note"],
                          encoding=given["encoding"])  # fmt: skip
        except FileRefused as problem:
            form.add_error("file", str(problem))
            return None


class SpreadsheetAdmin(ExportAdmin, RecordedAdmin):
    """Recorded things that go out to a spreadsheet and come back."""

    features = (Spreadsheet, *RecordedAdmin.features)
