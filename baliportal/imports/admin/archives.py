"""Upload of an archive of files, on a page beside the list of imports."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..archives.columns import FILE_LIST
from ..archives.upload import MAX_BYTES, upload_archive
from ..archives.zip_members import MAX_MEMBERS, MAX_UNPACKED, MB
from ..encodings import ENCODING_LABELS
from ..errors import FileRefused
from ..permissions import may_import_files


class ArchiveForm(forms.Form):
    """Upload of a ZIP, and the note for the history."""

    file = forms.FileField(label="ZIP", widget=forms.FileInput(attrs={"accept": ".zip"}))
    note = forms.CharField(
        label="Note for the history", required=False, max_length=500, help_text="Where the files come from."
    )
    encoding = forms.ChoiceField(
        label="Encoding of the list", required=False, choices=list(ENCODING_LABELS.items()),
        help_text="For a list whose letters look wrong.",
    )  # fmt: skip


class ArchiveUpload(admin.ModelAdmin):
    """The page on which a ZIP is uploaded; what follows are the steps of every batch."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.archive_view)
        return [path("files/", view, name="imports_batch_files"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        links = {"may_import_files": may_import_files(request)}
        return super().changelist_view(request, links | (extra_context or {}))

    def archive_view(self, request):
        """Upload a ZIP as a batch to preview; no record is changed."""
        if not may_import_files(request):
            raise PermissionDenied
        form = ArchiveForm(request.POST or None, request.FILES or None)
        batch = _uploaded(request, form) if request.method == "POST" and form.is_valid() else None
        if batch:
            return redirect(reverse("admin:imports_batch_change", args=[batch.pk]))
        limits = {"members": f"{MAX_MEMBERS:,}", "packed": MAX_BYTES // MB, "unpacked": MAX_UNPACKED // MB}
        context = {**self.admin_site.each_context(request), "title": "Import files", "opts": self.opts, "form": form,
                   "columns": FILE_LIST.fields, "limits": limits}  # fmt: skip
        return TemplateResponse(request, "admin/imports/archive.html", context)


def _uploaded(request, form):
    data = form.cleaned_data
    try:
        return upload_archive(data["file"], by=request.user, note=data["note"], encoding=data["encoding"])
    except FileRefused as problem:
        form.add_error("file", str(problem))
        return None
