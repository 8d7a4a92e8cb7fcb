"""Admin of stored files: their state, the text of each page and its correction, and takedowns."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.scalars import InvalidValue, Language

from .corrections import correct_language, correct_page, read_again
from .listed import pages_in_words
from .models import File, FormerFile, Page, StoredFile
from .safety.media_types import WITH_PICTURES, label_of
from .safety.virus_scan import is_configured
from .takedowns import erase

NO_SCANNER = "Files are not scanned for viruses: CLAMD_URL names no scanner."


class PageForm(forms.Form):
    """The text of a page, corrected by a person."""

    text = forms.CharField(
        required=False, strip=False, widget=forms.Textarea(attrs={"rows": 30, "cols": 80, "dir": "auto"})
    )  # fmt: skip
    language = forms.CharField(
        required=False, max_length=8, help_text="Code of the page's language, as th, by which its words are found."
    )  # fmt: skip

    def clean_text(self):
        """The text with the line ends of the database; browsers send others, and would change every page."""
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\0", "")

    def clean_language(self):
        try:
            return Language().clean(self.cleaned_data["language"].strip())
        except InvalidValue as problem:
            raise forms.ValidationError(str(problem)) from None


class ErasureForm(forms.Form):
    """The reason of a takedown, which the journal and the file's address tell."""

    reason = forms.CharField(max_length=500, help_text="Told to whoever asks for the file. Name nobody in it.")


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """List and pages of stored bytes. Files are added and described in the forms of records, not here."""

    list_display = ("shown_name", "format", "pages", "reading", "reading_note", "damage", "stored_at")
    list_filter = ("reading", "media_type")
    search_fields = ("sha256",)
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Bytes are not deleted but taken down, which leaves a reason."""
        return False

    def may_erase(self, request):
        return request.user.has_perm("files.delete_storedfile")

    def get_urls(self):
        pages = {
            "page": ("<int:pk>/pages/<int:page>/", self.page_view),
            "again": ("<int:pk>/again/", self.read_again_view),
            "erase": ("<int:pk>/erase/", self.erase_view),
        }
        return [
            path(address, self.admin_site.admin_view(view), name=f"files_storedfile_{name}")
            for name, (address, view) in pages.items()
        ] + super().get_urls()

    def changelist_view(self, request, extra_context=None):

        notice = {} if is_configured() else {"subtitle": NO_SCANNER}
        return super().changelist_view(request, notice | (extra_context or {}))

    @admin.display(description="File")
    def shown_name(self, stored):
        file = next(iter(_files_with_bytes(stored.sha256)), None)
        if file is None:
            return f"{stored.sha256[:12]}…, named by no record"
        return str(file) if file.sha256 == stored.sha256 else f"{file} (original)"

    @admin.display(description="Format", ordering="media_type")
    def format(self, stored):
        return label_of(stored.media_type)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what is known of a file, the records that carry it, and the texts of its pages."""
        stored = self._stored_or_404(request, object_id)
        context = {
            "title": self.shown_name(stored), "object": stored, "format": self.format(stored),
            "pages_in_words": pages_in_words(stored.pages), "texts": stored.page_set.defer("text")[:2_000],
            "uses": [_use(file) for file in _files_with_bytes(stored.sha256)],
            "may_change": self.has_change_permission(request, stored), "may_erase": self.may_erase(request),
        }  # fmt: skip
        return self._render(request, "admin/files/stored.html", context)

    def history_view(self, request, object_id, extra_context=None):
        """Show the page of the file, as its history is that of the records that carry it."""
        return self.change_view(request, object_id)

    def page_view(self, request, pk, page):
        """The text of a page beside its picture, to be corrected."""
        stored = self._stored_or_404(request, pk, change=True)
        number, page = page, Page.objects.filter(stored=stored, number=page).first()
        if page is None:
            raise Http404
        form = PageForm(request.POST or None, initial={"text": page.text, "language": page.language})
        if request.method == "POST" and form.is_valid():
            self._correct(request, page, form)
            return redirect(self._url(stored))
        picture = f"/files/{stored.sha256}/pages/{number}.png" if stored.media_type in WITH_PICTURES else ""
        context = {"title": f"Text of page {number}", "object": stored, "page": page, "form": form, "picture": picture}
        return self._render(request, "admin/files/page.html", context)

    def _correct(self, request, page, form):
        """Write what was changed: the text, the language, or both."""
        if form.cleaned_data["text"] != page.text:
            correct_page(page, form.cleaned_data["text"], by=request.user)
            self.message_user(request, f"The text of page {page.number} is corrected, and found from now on.")
        if form.cleaned_data["language"] != page.language:
            correct_language(page, form.cleaned_data["language"], by=request.user)
            self.message_user(request, f"The language of page {page.number} is corrected.")

    def read_again_view(self, request, pk):
        """Read the text anew; pages that a person corrected stay as they are."""
        stored = self._stored_or_404(request, pk, change=True)
        if request.method != "POST":
            raise Http404
        read_again(stored)
        self.message_user(request, "The file is read again by the next housekeeping.")
        return redirect(self._url(stored))

    def erase_view(self, request, pk):
        """Ask for the reason, and take the file down for ever."""
        stored = self._stored_or_404(request, pk)
        if not self.may_erase(request):
            raise PermissionDenied
        form = ErasureForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            erase(stored.sha256, by=request.user, reason=form.cleaned_data["reason"])
            self.message_user(request, "The file is taken down. Its address says so.", messages.WARNING)
            return redirect(reverse("admin:files_storedfile_changelist"))
        context = {"title": f"Take down “{self.shown_name(stored)}”?", "object": stored, "form": form,
                   "uses": [_use(file) for file in _files_with_bytes(stored.sha256)]}  # fmt: skip
        return self._render(request, "admin/files/erase.html", context)

    def _stored_or_404(self, request, pk, change=False):
        stored = self.get_object(request, str(pk))
        if stored is None:
            raise Http404
        allowed = self.has_change_permission if change else self.has_view_or_change_permission
        if not allowed(request, stored):
            raise PermissionDenied
        return stored

    def _url(self, stored):
        return reverse("admin:files_storedfile_change", args=[stored.pk])

    def _render(self, request, template, context):
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, frame | context)


def _files_with_bytes(sha256):
    """The files and former files of entries that stand for these bytes, as a copy or as the original."""
    for model in (File, FormerFile):
        for name in ("sha256", "original"):
            yield from model.objects.filter(**{name: sha256}).select_related("entry")[:200]


def _use(file):
    meta = named(file.entry.kind).model._meta
    edit = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[file.entry_id])
    former = "formerly" if isinstance(file, FormerFile) else "now"
    return {"title": file.entry.title, "status": file.entry.get_status_display(), "url": edit, "when": former}
