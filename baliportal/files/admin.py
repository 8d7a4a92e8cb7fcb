"""Files in the back office: rows of a record's form, and warnings of what another record has already."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import Script
from django.http import QueryDict
from django.utils.html import format_html, format_html_join

from baliportal.catalogue.admin import PartInline
from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.admin.formsets import PartFormSet
from baliportal.catalogue.kinds import schema_of_model
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.scalars import InvalidValue, Language

from .archived import lacks_licence
from .form_uploads import MANY, MAX_AT_ONCE, REFUSED, UploadExpired, accepted_of, with_stored_uploads
from .listed import day_taken
from .models import File, StoredFile
from .near_duplicates import near_duplicates
from .records import file_rows
from .stored_admin import StoredFileAdmin
from .uploads import accepted_endings

__all__ = ["FileForm", "FileInline", "FileUploads", "StoredFileAdmin"]


class FileForm(forms.ModelForm):
    """A row of the files of a record. Its upload is stored before (`form_uploads`) and comes as a signed token."""

    upload = forms.FileField(
        label="New file", required=False, widget=forms.FileInput(attrs={"accept": accepted_endings()}),
    )  # fmt: skip
    accepted = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = File
        fields = ("role", "title", "name", "language", "visibility", "licence", "position", "as_uploaded")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("visibility", "position"):
            if name in self.fields:
                self.fields[name].required = False

    def clean_visibility(self):
        return self.cleaned_data["visibility"] or Visibility.PUBLIC

    def clean_language(self):
        try:
            return Language().clean(self.cleaned_data["language"])
        except InvalidValue as problem:
            raise ValidationError(str(problem)) from None

    def clean_position(self):
        return self.cleaned_data["position"] or 0

    def clean(self):
        cleaned = super().clean()
        refused = self.data.get(self.add_prefix("refused"))
        if refused:
            self.add_error("upload", refused)
        elif cleaned.get("accepted"):
            self._take(cleaned)
        elif not self.instance.sha256:
            self.add_error("upload", "Choose a file.")
        if fault := lacks_licence(self.instance, cleaned.get("visibility"), cleaned.get("licence")):
            self.add_error("licence", fault)
        return cleaned

    def _take(self, cleaned):
        try:
            accepted, unscrubbed = accepted_of(cleaned["accepted"])
        except UploadExpired:
            self.add_error("upload", "The upload is not kept any more: choose the file again.")
            return
        if unscrubbed != cleaned.get("as_uploaded", False):
            self.add_error("upload", "Choose the file again, as it is checked in another way when published as it is.")
            return
        accepted.describe(self.instance)
        cleaned["name"] = cleaned.get("name") or accepted.name


class FileFormSet(PartFormSet):
    """The rows of the files, which names the files of many that were refused."""

    def clean(self):
        super().clean()
        refused = self.data.getlist(REFUSED) if isinstance(self.data, QueryDict) else []  # a dict where no row was sent
        if refused:
            raise ValidationError([*refused, "The other files are kept in the rows below: save to add them."])


class FileInline(PartInline):
    """The files of a record in rows of two lines, with links to what is kept, and one input for many new ones."""

    model = File
    form = FileForm
    formset = FileFormSet
    template = "admin/files/inline.html"
    fields = (
        ("kept", "upload", "accepted", "as_uploaded"),
        ("role", "title", "language", "visibility", "name", "licence", "position"),
    )
    readonly_fields = ("kept",)
    view_on_site = False  # “kept” has the links
    many, max_at_once = MANY, MAX_AT_ONCE
    accepted_endings = staticmethod(accepted_endings)

    class Media:
        css = {"all": ("css/file-rows.css",)}
        js = (Script("js/drop-files.js", type="module"),)

    def get_formset(self, request, obj=None, **kwargs):
        self.user = request.user
        return super().get_formset(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        """Leave the inputs for new bytes to those who may change the record."""
        if self.has_change_permission(request, obj):
            return self.fields
        return [name for line in self.fields for name in line if name not in ("upload", "accepted")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Offer the roles of the record's kind. The guidance stands once above the rows."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "role":
            roles = file_rows(schema_of_model(self.parent_model)).roles
            field = forms.ChoiceField(choices=[("", "---------"), *roles], required=False)
        field.help_text = ""
        return field

    @admin.display(description="Kept")
    def kept(self, file):
        """Links to the bytes, the text and the original, and what is to be known of them."""
        if not file.sha256:
            return "nothing yet"
        if not File.objects.filter(pk=file.pk, sha256=file.sha256).exists():
            return f"“{file.name}” is uploaded; it is added when you save."
        stored = StoredFile.objects.filter(sha256=file.sha256).first()
        if stored is None:
            return "The bytes are not kept any more."
        links = [("Open", file.get_absolute_url()), ("Read", file.text_url)]
        links += [("Original", f"/files/{file.original}/")] if file.original else []
        shown = format_html_join(" ", '<a href="{1}">{0}</a>', links)
        note = stored.damage or stored.reading_note
        state = f"{stored.get_reading_display()}: {note}" if note else stored.get_reading_display()
        same = format_html_join("", "<br>{}", ((near.html,) for near in self._near(file)))
        return format_html("{} · {} {}{}", shown, state, _source(file), same)

    def _near(self, file):
        return near_duplicates(file, entry=file.entry, user=self.user)


def _source(file):
    """Source and day of an archived copy; "" for a file that a person brought."""
    if not file.source_url:
        return ""
    return format_html(
        '· Copy of <a href="{0}" rel="noreferrer">{0}</a>, taken on {1}', file.source_url, day_taken(file)
    )


class FileUploads(AdminFeature):
    """Stores the uploads of a form before its save, and warns afterwards of what another record has already."""

    def prepare_request(self, request):
        rows = file_rows(schema_of_model(self.admin.model))
        may_write = self.admin.has_change_permission(request) or self.admin.has_add_permission(request)
        return with_stored_uploads(request, rows.roles[0][0]) if rows and request.FILES and may_write else request

    def after_save(self, attempt):
        before = Change.objects.of(attempt.saved).first()
        known = [row["sha256"] for row in before.record.get("files", ())] if before else []
        for file in File.objects.filter(entry=attempt.saved.pk).exclude(sha256__in=known):
            for near in near_duplicates(file, entry=attempt.saved, user=attempt.by):
                attempt.add_message(near.html, messages.WARNING)
