"""The page on which two records are merged: side by side, whose value stands, and what will name the one that stays."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.models import FormerId
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.references import referrers
from baliportal.search.search_request import clean_text

from ..proposals import must_propose
from ..record_merge import BOTH, GOES, STAYS, MergeRefused, choices, merge, stays_by_default
from .duplicates import may_merge, may_tell_apart, pair

FIELD = "value-"  # before the name of a column, in the form


class Merging(AdminFeature):
    """The pages that merge two records.

    Who merges must have the right to change the one and all that names the other, and to delete the other.
    """

    def urls(self):
        return [
            ("<path:object_id>/merge/<slug:other_id>/", self.merge_view, "merge"),
            ("<path:object_id>/merge/", self.merge_with_view, "merge_with"),
        ]

    def history_context(self, request, record):
        """The records that were merged into this one have histories of their own; name them."""
        merged = FormerId.objects.filter(entry=record.pk).order_by("pk").values_list("public_id", flat=True)
        return {"merged_ids": merged}

    def merge_with_view(self, request, object_id):
        """Ask which other record is the same thing, by its permanent id or its address."""
        entry = self.admin.viewable(request, object_id)
        self._refuse_unless_mergeable(request, entry, entry)
        asked = clean_text(request.GET.get("with", "")).strip()
        other = self._other(request, entry, asked) if asked else None
        if other:
            return redirect(self.admin.url("merge", entry.pk, other.public_id))
        return self.page(request, "admin/merge_with.html", "Merge with another record", entry, asked=asked)

    def merge_view(self, request, object_id, other_id):
        """Compare two records, choose, and merge the other into this one.

        Where only the other is published, that one stays unless the address says `keep=this`.
        """
        stays, goes = pair(self.admin, request, object_id, other_id)
        self._refuse_unless_mergeable(request, stays, goes)
        if request.method == "GET" and "keep" not in request.GET and stays_by_default(stays, goes) is goes:
            return redirect(self.admin.url("merge", goes.pk, stays.public_id))
        naming = referrers(goes)
        self._refuse_unless_all_may_change(request, naming)
        if request.method == "POST" and request.POST.get("versions") != _versions(stays, goes):
            messages.error(
                request, "One of the two was changed meanwhile. Nothing was merged: look again, then choose."
            )
        elif request.method == "POST":
            return self._merged(request, stays, goes)
        return self.page(
            request, "admin/merge.html", "Merge two records", stays,
            other=goes,
            rows=[_row(request, *choice) for choice in choices(stays, goes)],
            naming=[str(thing) for thing in naming if thing != stays],
            versions=_versions(stays, goes),
            publishes=goes.status == Status.PUBLISHED != stays.status,
            swap_url=f"{self.admin.url('merge', goes.pk, stays.public_id)}?keep=this",
            other_url=self.admin.url("change", goes.pk),
            apart_url=may_tell_apart(self.admin, request, stays, goes)
            and self.admin.url("apart", stays.pk, goes.public_id),
        )  # fmt: skip

    def _merged(self, request, stays, goes):
        chosen = {
            name.removeprefix(FIELD): value
            for name, value in request.POST.items()
            if name.startswith(FIELD) and value in (STAYS, GOES, BOTH)
        }
        try:
            merge(stays, goes, by=request.user, chosen=chosen, note=request.POST.get("note", "")[:1000])
        except MergeRefused as reason:
            messages.error(request, str(reason))
            return redirect(f"{self.admin.url('merge', stays.pk, goes.public_id)}?keep=this")
        messages.success(request, f"“{goes.title}” is merged into this record; its addresses lead here.")
        return redirect(self.admin.url("change", stays.pk))

    def _other(self, request, entry, asked):
        named = Q(public_id=asked.lower()) | Q(slug=asked.rstrip("/").rpartition("/")[2])
        return self.admin.get_queryset(request).filter(named).exclude(pk=entry.pk).first()

    def _refuse_unless_mergeable(self, request, stays, goes):
        if not may_merge(self.admin, request, stays, goes) or must_propose(request.user, stays):
            raise PermissionDenied

    def _refuse_unless_all_may_change(self, request, things):
        for thing in things:
            may = self.admin.admin_site.get_model_admin(type(thing)).has_change_permission(request, thing)
            if not may or (hasattr(thing, "status") and must_propose(request.user, thing)):
                raise PermissionDenied(f"“{thing}” names it, and you may not change that.")


def _row(request, column, one, other, default):
    """One line of the comparison: the two values as text, and which is chosen."""
    whose = [(STAYS, column.type.format(one)), (GOES, column.type.format(other))]
    return {
        "name": f"{FIELD}{column.name}",
        "label": column.label,
        "values": whose,
        "both": isinstance(one, list),
        "chosen": request.POST.get(f"{FIELD}{column.name}", default),
    }


def _versions(stays, goes):
    return f"{stays.version}:{goes.version}"
