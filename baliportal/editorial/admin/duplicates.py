"""Duplicates in the admin of every kind: hints while a title is typed, candidates in the form, "not a duplicate"."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils.html import format_html

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.distinction import described, description
from baliportal.catalogue.schema.records import to_record
from baliportal.quality.duplicates.candidates import duplicates_of, duplicates_of_record, mark_not_duplicate
from baliportal.quality.duplicates.title_hints import similar_titles
from baliportal.quality.indexer import bring_up_to_date
from baliportal.search.search_request import clean_text

#: Duplicate candidates of one record that its form shows.
MAX_SHOWN = 10

#: Match key reasons as the form states them.
REASONS = {
    "title": "a title of the same words",
    "original": "the same original title",
    "number": "the same number",
    "address": "the same web address",
    "file": "the same file",
    "text": "a file with the same text",
}


class Duplicates(AdminFeature):
    """Duplicate candidates while a title is typed, in the form and after a save; page to mark two as different."""

    def urls(self):
        return [
            ("alike/", self.alike_view, "alike"),
            ("<path:object_id>/apart/<slug:other_id>/", self.apart_view, "apart"),
        ]

    def form_context(self, request, record):
        bring_up_to_date()
        candidates = self._candidate_rows(request, record, duplicates_of(record))
        return {"duplicates": candidates, "may_merge": self.admin.has_change_permission(request, record)}

    def after_save(self, attempt):
        """Warn about records that share a title, a number, an address or a file with the saved one."""
        entry = attempt.saved
        for candidate in self._candidate_rows(
            attempt.request, entry, duplicates_of_record(to_record(entry), entry.kind)
        ):
            words = 'Possible duplicate: <a href="{}">{}</a> has {}. Merge the two, or say that they are not the same.'
            message = format_html(words, candidate["url"], candidate["entry"], candidate["why"])
            attempt.add_message(message, messages.WARNING)

    def alike_view(self, request):
        """Return {"alike": [{"title", "about", "url"}]} for the `title` typed so far; `id` is its public id."""
        if not self.admin.has_view_or_change_permission(request):
            raise PermissionDenied
        others = described(self.admin.get_queryset(request)).exclude(public_id=clean_text(request.GET.get("id", "")))
        entries = [hint.entry for hint in similar_titles(others, clean_text(request.GET.get("title", "")))]
        prefetch_related_objects(entries, "countries")
        hints = [
            {"title": entry.title, "about": self._description(entry), "url": self.admin.url("change", entry.pk)}
            for entry in entries
        ]
        return JsonResponse({"alike": hints})

    def apart_view(self, request, object_id, other_id):
        """Ask for confirmation (GET), then record that the two are not duplicates (POST)."""
        entry, other = visible_pair(self.admin, request, object_id, other_id)
        if not may_mark_not_duplicate(self.admin, request, entry, other):
            raise PermissionDenied
        if request.method == "POST":
            mark_not_duplicate(entry, other, by=request.user)
            self.admin.message_user(request, f"It is remembered: “{entry}” and “{other}” are not the same.")
            return redirect(self.admin.url("change", entry.pk))
        return self.page(request, "admin/apart.html", "Not a duplicate?", entry, other=other)

    def _candidate_rows(self, request, entry, reasons):
        candidates = described(self.admin.get_queryset(request).filter(public_id__in=reasons))[:MAX_SHOWN]
        return [
            {
                "entry": candidate,
                "about": ", ".join(description(candidate)),
                "why": " and ".join(REASONS[reason] for reason in sorted(reasons[candidate.public_id])),
                "url": self.admin.url("change", candidate.pk),
                "merge_url": may_merge(self.admin, request, entry, candidate)
                and self.admin.url("merge", entry.pk, candidate.public_id),
                "apart_url": may_mark_not_duplicate(self.admin, request, entry, candidate)
                and self.admin.url("apart", entry.pk, candidate.public_id),
            }
            for candidate in candidates
        ]

    def _description(self, entry):
        apart = description(entry) or [", ".join(map(str, entry.countries.all()))]
        parts = [*apart, entry.original_title, entry.type_label, entry.date_in_words,
                 entry.get_status_display()]  # fmt: skip
        return ", ".join(str(part) for part in parts if part)


def visible_pair(model_admin, request, object_id, other_id):
    """Return the entry of a page and another of its kind, by public id; raise Http404 unless both may be seen."""
    entry = model_admin.viewable(request, object_id)
    other = model_admin.get_queryset(request).filter(public_id=other_id).exclude(pk=entry.pk).first()
    if other is None or not model_admin.has_view_or_change_permission(request, other):
        raise Http404
    return entry, other


def may_mark_not_duplicate(model_admin, request, *entries):
    """Return True if the person may change all the entries, because the decision applies to each."""
    return all(model_admin.has_change_permission(request, entry) for entry in entries)


def may_merge(model_admin, request, target, source):
    """Return True if the person may change `target` and delete `source`."""
    return model_admin.has_change_permission(request, target) and model_admin.has_delete_permission(request, source)
