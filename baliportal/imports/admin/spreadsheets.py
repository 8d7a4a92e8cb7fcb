"""Out to a spreadsheet and back, and one change for many: what every list of records can do."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from baliportal.accounts.row_permissions import is_bound
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.schema.references import names_entries
from baliportal.exports.admin import ExportAdmin

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


class SpreadsheetAdmin(ExportAdmin):
    """Records that can be exported, edited in a spreadsheet and imported, and changed in one field at once."""

    actions = (*ExportAdmin.actions, "change_a_field")

    def exported(self, request, queryset):
        """The record form, so that the file can come back.

        Somebody bound to one state gets no column that may name a record hidden from him. A column that a file lacks
        stays as it is when the file comes back; a cell with a name left out would take the link away.
        """
        form, pks = schema_of(self.model()), list(queryset.values_list("pk", flat=True))
        columns = [c for c in sheet_columns(form) if not (is_bound(request.user) and names_entries(c))]
        return columns, lambda: sheet_records(form, pks)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"
        return [path("import/", self.admin_site.admin_view(self.import_view), name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"may_import": may_begin(self, request)} | (extra_context or {}))

    def has_begin_permission(self, request):
        """Whether the bulk edit stands among the actions of the list, and is taken when sent."""
        return self.has_change_permission(request) and may_begin(self, request)

    @admin.action(description="Change a field of selected…", permissions=["begin"])
    def change_a_field(self, request, queryset):
        """Keep the choice of records, and go on to the choice of the field."""
        try:
            batch = begin(queryset, form=schema_of(self.model()), by=request.user)
        except FileRefused as problem:
            self.message_user(request, str(problem), messages.ERROR)
            return None
        return redirect(reverse("admin:imports_batch_change", args=[batch.pk]))

    def import_view(self, request):
        """Take a file in; nothing is changed before its preview was seen."""
        if not may_begin(self, request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            batch = self._uploaded(request, form)
            if batch:
                return redirect(reverse("admin:imports_batch_change", args=[batch.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Import {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "form": form,
            "columns": [column for column in schema_of(self.model()).columns if not column.governed],
            "most": f"{MOST:,}",
        }
        return TemplateResponse(request, "admin/imports/upload.html", context)

    def _uploaded(self, request, form):
        given = form.cleaned_data
        try:
            return upload(given["file"], form=schema_of(self.model()), by=request.user, note=given["note"],
                          encoding=given["encoding"])  # fmt: skip
        except FileRefused as problem:
            form.add_error("file", str(problem))
            return None
