"""Export to a spreadsheet, import, and bulk edit as features of every list of records."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from baliportal.accounts.row_permissions import acts_for_one_state
from baliportal.catalogue.admin import RecordedAdmin
from baliportal.catalogue.kinds import schema_of_model
from baliportal.catalogue.schema.references import names_entries
from baliportal.exports.admin import ExportAdmin, ExportFeature
from baliportal.files.records import file_rows

from ..bulk_edit import begin_bulk_edit
from ..encodings import ENCODING_LABELS
from ..errors import FileRefused
from ..permissions import may_import, may_import_files
from ..sheet import sheet_columns, sheet_records
from ..upload import MAX_ROWS, upload


class UploadForm(forms.Form):
    """Upload of a file with the columns of an export, and the note for the history."""

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
        choices=list(ENCODING_LABELS.items()),
        help_text="For a CSV whose letters look wrong.",
    )


class Spreadsheet(ExportFeature):
    """Admin feature: export for editing, import, and bulk edit of one field."""

    def urls(self):
        return [*super().urls(), ("import/", self.import_view, "import")]

    def actions(self, request):
        allowed = self.admin.has_change_permission(request) and may_import(self.admin, request)
        return [*super().actions(request), *([self.change_a_field] if allowed else [])]

    def list_context(self, request):
        may_bring_files = file_rows(schema_of_model(self.admin.model)) and may_import_files(request)
        return super().list_context(request) | {
            "may_import": may_import(self.admin, request), "may_import_files": may_bring_files
        }  # fmt: skip

    def export_content(self, request, queryset):
        """The columns of the record schema with id and version, so that the file can be imported again.

        Users who act for one state only get no column that may refer to a record hidden from them. An import leaves
        the fields of missing columns unchanged, whereas a cell without a hidden reference would remove it.
        """
        schema, pks = schema_of_model(self.admin.model), list(queryset.values_list("pk", flat=True))
        columns = [c for c in sheet_columns(schema) if not (acts_for_one_state(request.user) and names_entries(c))]
        return columns, lambda: sheet_records(schema, pks)

    @admin.action(description="Change a field of selected…")
    def change_a_field(self, model_admin, request, queryset):
        """Store the selected records as a batch, and go on to the choice of the field."""
        try:
            batch = begin_bulk_edit(queryset, schema=schema_of_model(self.admin.model), by=request.user)
        except FileRefused as problem:
            self.admin.message_user(request, str(problem), messages.ERROR)
            return None
        return redirect(reverse("admin:imports_batch_change", args=[batch.pk]))

    def import_view(self, request):
        """Upload a file as a batch to preview; no record is changed."""
        if not may_import(self.admin, request):
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
            "most": f"{MAX_ROWS:,}",
        }
        return TemplateResponse(request, "admin/imports/upload.html", context)

    def _uploaded(self, request, form):
        data = form.cleaned_data
        try:
            return upload(data["file"], schema=schema_of_model(self.admin.model), by=request.user, note=data["note"],
                          encoding=data["encoding"])  # fmt: skip
        except FileRefused as problem:
            form.add_error("file", str(problem))
            return None


class SpreadsheetAdmin(ExportAdmin, RecordedAdmin):
    """Recorded admin whose records can be exported to a spreadsheet and imported."""

    features = (Spreadsheet, *RecordedAdmin.features)
