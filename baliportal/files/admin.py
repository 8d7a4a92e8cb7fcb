"""Files in the back office: rows of a record's form, with the upload checked before anything is saved."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html, format_html_join

from baliportal.catalogue.admin import PartInline
from baliportal.catalogue.kinds import schema_of_model
from baliportal.catalogue.publishing import Visibility

from .archived import lacks_licence
from .listed import day_taken
from .models import File, StoredFile
from .records import FileRows
from .safety.errors import FileRefused
from .stored_admin import StoredFileAdmin
from .uploads import accept, accepted_endings

__all__ = ["FileForm", "FileInline", "StoredFileAdmin"]


class FileForm(forms.ModelForm):
    """A row of the files of a record: the upload is checked, scrubbed and stored while the form is validated."""

    upload = forms.FileField(
        label="File", required=False, widget=forms.ClearableFileInput(attrs={"accept": accepted_endings()}),
        help_text="A new row needs a file; in a row that has one, a file chosen here takes its place.",
    )  # fmt: skip

    class Meta:
        model = File
        fields = ("upload", "role", "title", "name", "language", "visibility", "licence", "position", "as_uploaded")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("visibility", "position"):
            if name in self.fields:
                self.fields[name].required = False

    def clean_visibility(self):
        return self.cleaned_data["visibility"] or Visibility.PUBLIC

    def clean_position(self):
        return self.cleaned_data["position"] or 0

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("upload")
        if upload:
            self._accept(upload, cleaned)
        elif not self.instance.sha256:
            self.add_error("upload", "Choose a file.")
        if fault := lacks_licence(self.instance, cleaned.get("visibility"), cleaned.get("licence")):
            self.add_error("licence", fault)
        return cleaned

    def _accept(self, upload, cleaned):
        try:
            accepted = accept(upload, cleaned.get("name") or upload.name, unscrubbed=cleaned.get("as_uploaded", False))
        except FileRefused as problem:
            self.add_error("upload", str(problem))
            return
        accepted.describe(self.instance)
        cleaned["name"] = accepted.name

    def has_changed(self):
        return super().has_changed() or "upload" in self.changed_data


class FileInline(PartInline):
    """The files of a record, with links to what is kept."""

    model = File
    form = FileForm
    fields = ("kept", *FileForm.Meta.fields)
    readonly_fields = ("kept",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Offer the roles of the record's kind."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "role":
            return forms.ChoiceField(choices=roles_of(self.parent_model), required=False, help_text=field.help_text)
        return field

    @admin.display(description="Kept")
    def kept(self, file):
        """Links to the bytes, the text and the original, and what is to be known of them."""
        if not file.sha256:
            return ""
        stored = StoredFile.objects.filter(sha256=file.sha256).first()
        if stored is None:
            return "The bytes are not kept any more."
        links = [("Open", file.get_absolute_url()), ("Read", file.text_url)]
        links += [("Original", f"/files/{file.original}/")] if file.original else []
        shown = format_html_join(" ", '<a href="{1}">{0}</a>', links)
        note = stored.damage or stored.reading_note
        state = f"{stored.get_reading_display()}: {note}" if note else stored.get_reading_display()
        return format_html("{} {} {}", shown, state, _source(file))


def _source(file):
    """Where and when an archived copy was taken; "" for a file that a person brought."""
    if not file.source_url:
        return ""
    return format_html(
        '· Copy of <a href="{0}" rel="noreferrer">{0}</a>, taken on {1}', file.source_url, day_taken(file)
    )


def roles_of(model):
    """The roles that files of a kind may have, with their labels."""
    rows = next(field.type for field in schema_of_model(model).fields if isinstance(field.type, FileRows))
    return [("", "---------"), *next(field.type.choices for field in rows.fields if field.name == "role")]
