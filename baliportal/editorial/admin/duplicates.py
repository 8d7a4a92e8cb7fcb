"""Duplicates in the admin of every kind: hints while a title is typed, twins in the form, telling apart."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils.html import format_html

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.schema.records import to_record
from baliportal.quality.duplicates.candidates import like, tell_apart, twins_of
from baliportal.quality.duplicates.title_hints import alike
from baliportal.quality.indexer import bring_up_to_date
from baliportal.search.search_request import clean_text

SHOWN = 10  # twins of one record

REASONS = {
    "title": "a title of the same words",
    "original": "the same original title",
    "number": "the same number",
    "address": "the same web address",
    "file": "the same file",
}


class Duplicates(AdminFeature):
    """Possible duplicates while a title is typed, in the form and after a save; and the page that tells two apart."""

    def urls(self):
        return [
            ("alike/", self.alike_view, "alike"),
            ("<path:object_id>/apart/<slug:other_id>/", self.apart_view, "apart"),
        ]

    def form_context(self, request, record):
        bring_up_to_date()
        twins = self._told(request, record, twins_of(record))
        return {"twins": twins, "may_merge": self.admin.has_change_permission(request, record)}

    def after_save(self, attempt):
        """Say at once what looks the same: a title, a number, an address or a file that another record has."""
        entry = attempt.saved
        for twin in self._told(attempt.request, entry, like(to_record(entry), entry.kind)):
            words = 'Possible duplicate: <a href="{}">{}</a> has {}. Merge the two, or say that they are not the same.'
            attempt.say(format_html(words, twin["url"], twin["entry"], twin["why"]), messages.WARNING)

    def alike_view(self, request):
        """{"alike": [{"title", "about", "url"}]} for the `title` typed so far; `id` is the record's own."""
        if not self.admin.has_view_or_change_permission(request):
            raise PermissionDenied
        others = self.admin.get_queryset(request).exclude(public_id=clean_text(request.GET.get("id", "")))
        entries = [hint.entry for hint in alike(others, clean_text(request.GET.get("title", "")))]
        prefetch_related_objects(entries, "countries")
        found = [
            {"title": entry.title, "about": self._about(entry), "url": self.admin.url("change", entry.pk)}
            for entry in entries
        ]
        return JsonResponse({"alike": found})

    def apart_view(self, request, object_id, other_id):
        """Ask once, then remember that these two are not the same thing."""
        entry, other = pair(self.admin, request, object_id, other_id)
        if not may_tell_apart(self.admin, request, entry, other):
            raise PermissionDenied
        if request.method == "POST":
            tell_apart(entry, other, by=request.user)
            self.admin.message_user(request, f"It is remembered: “{entry}” and “{other}” are not the same.")
            return redirect(self.admin.url("change", entry.pk))
        return self.page(request, "admin/apart.html", "Not a duplicate?", entry, other=other)

    def _told(self, request, entry, reasons):
        found = self.admin.get_queryset(request).filter(public_id__in=reasons)[:SHOWN]
        return [
            {
                "entry": twin,
                "why": " and ".join(REASONS[reason] for reason in sorted(reasons[twin.public_id])),
                "url": self.admin.url("change", twin.pk),
                "merge_url": may_merge(self.admin, request, entry, twin)
                and self.admin.url("merge", entry.pk, twin.public_id),
                "apart_url": may_tell_apart(self.admin, request, entry, twin)
                and self.admin.url("apart", entry.pk, twin.public_id),
            }
            for twin in found
        ]

    def _about(self, entry):
        countries = ", ".join(map(str, entry.countries.all()))
        about = [countries, entry.original_title, entry.type_label, entry.date_in_words, entry.get_status_display()]
        return ", ".join(str(each) for each in about if each)


def pair(model_admin, request, object_id, other_id):
    """The record of a page and another of its kind, by its permanent id; 404 unless both may be seen."""
    entry = model_admin.viewable(request, object_id)
    other = model_admin.get_queryset(request).filter(public_id=other_id).exclude(pk=entry.pk).first()
    if other is None or not model_admin.has_view_or_change_permission(request, other):
        raise Http404
    return entry, other


def may_tell_apart(model_admin, request, *entries):
    """It is said of both records, so whoever says it must have the right to change both."""
    return all(model_admin.has_change_permission(request, entry) for entry in entries)


def may_merge(model_admin, request, stays, goes):
    return model_admin.has_change_permission(request, stays) and model_admin.has_delete_permission(request, goes)
