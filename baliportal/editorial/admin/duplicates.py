"""Duplicates in the admin of every kind: hints while a title is typed, twins in the form, telling apart."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from baliportal.catalogue.schema.records import to_record
from baliportal.quality.duplicates.candidates import like, tell_apart, twins_of
from baliportal.quality.duplicates.title_hints import alike
from baliportal.quality.indexer import up_to_date
from baliportal.search.search_request import clean_text

SHOWN = 10  # twins of one record

REASONS = {
    "title": "a title of the same words",
    "original": "the same original title",
    "number": "the same number",
    "address": "the same web address",
    "file": "the same file",
}


class DuplicatesAdmin:
    """Stands among the bases of `CuratedAdmin`."""

    @property
    def media(self):
        return super().media + forms.Media(js=[forms.Script("js/alike.js", type="module")])

    def get_urls(self):
        name, view = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("alike/", view(self.alike_view), name=f"{name}_alike"),
            path("<path:object_id>/apart/<slug:other_id>/", view(self.apart_view), name=f"{name}_apart"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            up_to_date()
            context["twins"] = self._told(request, obj, twins_of(obj))
            context["may_merge"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        """Say at once what looks the same: a title, a number, an address or a file that another record has."""
        super().save_related(request, form, formsets, change)
        entry = form.instance
        for twin in self._told(request, entry, like(to_record(entry), entry.kind)):
            words = 'Possible duplicate: <a href="{}">{}</a> has {}. Merge the two, or say that they are not the same.'
            messages.warning(request, format_html(words, twin["url"], twin["entry"], twin["why"]))

    def alike_view(self, request):
        """{"alike": [{"title", "about", "url"}]} for the `title` typed so far; `id` is the record's own."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        others = self.get_queryset(request).exclude(public_id=clean_text(request.GET.get("id", "")))
        entries = [hint.entry for hint in alike(others, clean_text(request.GET.get("title", "")))]
        prefetch_related_objects(entries, "countries")
        found = [
            {"title": entry.title, "about": self._about(entry), "url": self._address("change", entry.pk)}
            for entry in entries
        ]
        return JsonResponse({"alike": found})

    def apart_view(self, request, object_id, other_id):
        """Ask once, then remember that these two are not the same thing."""
        entry, other = self.two(request, object_id, other_id)
        if not self._may_tell_apart(request, entry, other):
            raise PermissionDenied
        if request.method == "POST":
            tell_apart(entry, other, by=request.user)
            self.message_user(request, f"It is remembered: “{entry}” and “{other}” are not the same.")
            return redirect(self._address("change", entry.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": "Not a duplicate?",
            "opts": self.opts,
            "object": entry,
            "other": other,
        }
        return TemplateResponse(request, "admin/apart.html", context)

    def two(self, request, object_id, other_id):
        """The record of this page and another of its kind, by its permanent id; 404 unless both may be seen."""
        entry = self._viewable(request, object_id)
        other = self.get_queryset(request).filter(public_id=other_id).exclude(pk=entry.pk).first()
        if other is None or not self.has_view_or_change_permission(request, other):
            raise Http404
        return entry, other

    def _may_tell_apart(self, request, *entries):
        """It is said of both records, so whoever says it must have the right to change both."""
        return all(self.has_change_permission(request, entry) for entry in entries)

    def _may_merge(self, request, stays, goes):
        return self.has_change_permission(request, stays) and self.has_delete_permission(request, goes)

    def _told(self, request, entry, reasons):
        found = self.get_queryset(request).filter(public_id__in=reasons)[:SHOWN]
        return [
            {
                "entry": twin,
                "why": " and ".join(REASONS[reason] for reason in sorted(reasons[twin.public_id])),
                "url": self._address("change", twin.pk),
                "merge_url": self._may_merge(request, entry, twin) and self._address("merge", entry.pk, twin.public_id),
                "apart_url": self._may_tell_apart(request, entry, twin)
                and self._address("apart", entry.pk, twin.public_id),
            }
            for twin in found
        ]

    def _about(self, entry):
        countries = ", ".join(map(str, entry.countries.all()))
        about = [countries, entry.original_title, entry.type_label, entry.date_in_words, entry.get_status_display()]
        return ", ".join(str(each) for each in about if each)

    def _address(self, deed, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{deed}", args=args)
