"""Pages that merge two records: values side by side, choice per field, and the records that refer to them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.distinction import described, description
from baliportal.catalogue.models import FormerId
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.references import referrers
from baliportal.search.search_request import clean_text

from ..proposals import must_propose
from ..record_merge import BOTH, GOES, STAYS, MergeRefused, choices, default_target, merge
from .duplicates import may_mark_not_duplicate, may_merge, visible_pair

#: Prefix of the form parameters that hold the choice for a field.
VALUE_PREFIX = "value-"


class Merging(AdminFeature):
    """Pages that merge two records.

    Merging needs the right to change the target and all records that refer to the source, and to delete the source.
    """

    def urls(self):
        return [
            ("<path:object_id>/merge/<slug:other_id>/", self.merge_view, "merge"),
            ("<path:object_id>/merge/", self.merge_with_view, "merge_with"),
        ]

    def history_context(self, request, record):
        """Return the public ids of the records merged into this one, which have histories of their own."""
        merged = FormerId.objects.filter(entry=record.pk).order_by("pk").values_list("public_id", flat=True)
        return {"merged_ids": merged}

    def merge_with_view(self, request, object_id):
        """Ask for the other record, by public id or address, and redirect to the comparison."""
        entry = self.admin.viewable(request, object_id)
        self._require_merge_permission(request, entry, entry)
        identifier = clean_text(request.GET.get("with", "")).strip()
        other = self._find_other(request, entry, identifier) if identifier else None
        if other:
            return redirect(self.admin.url("merge", entry.pk, other.public_id))
        return self.page(request, "admin/merge_with.html", "Merge with another record", entry, asked=identifier)

    def merge_view(self, request, object_id, other_id):
        """Show two records side by side (GET), then merge the other into this one (POST).

        If only the other is published, it becomes the target unless the address says `keep=this`.
        """
        target, source = visible_pair(self.admin, request, object_id, other_id)
        self._require_merge_permission(request, target, source)
        if request.method == "GET" and "keep" not in request.GET and default_target(target, source) is source:
            return redirect(self.admin.url("merge", source.pk, target.public_id))
        referring = referrers(source)
        self._require_change_permission(request, referring)
        if request.method == "POST" and request.POST.get("versions") != _versions(target, source):
            messages.error(
                request, "One of the two was changed meanwhile. Nothing was merged: look again, then choose."
            )
        elif request.method == "POST":
            return self._merge_chosen(request, target, source)
        return self.page(
            request, "admin/merge.html", "Merge two records", target,
            other=source,
            about=_descriptions(target, source),
            rows=[_choice_row(request, *choice) for choice in choices(target, source)],
            naming=[str(record) for record in referring if record != target],
            versions=_versions(target, source),
            publishes=source.status == Status.PUBLISHED != target.status,
            swap_url=f"{self.admin.url('merge', source.pk, target.public_id)}?keep=this",
            other_url=self.admin.url("change", source.pk),
            apart_url=may_mark_not_duplicate(self.admin, request, target, source)
            and self.admin.url("apart", target.pk, source.public_id),
        )  # fmt: skip

    def _merge_chosen(self, request, target, source):
        chosen = {
            name.removeprefix(VALUE_PREFIX): value
            for name, value in request.POST.items()
            if name.startswith(VALUE_PREFIX) and value in (STAYS, GOES, BOTH)
        }
        try:
            merge(target, source, by=request.user, chosen=chosen, note=request.POST.get("note", "")[:1000])
        except MergeRefused as reason:
            messages.error(request, str(reason))
            return redirect(f"{self.admin.url('merge', target.pk, source.public_id)}?keep=this")
        messages.success(request, f"“{source.title}” is merged into this record; its addresses lead here.")
        return redirect(self.admin.url("change", target.pk))

    def _find_other(self, request, entry, identifier):
        matches = Q(public_id=identifier.lower()) | Q(slug=identifier.rstrip("/").rpartition("/")[2])
        return self.admin.get_queryset(request).filter(matches).exclude(pk=entry.pk).first()

    def _require_merge_permission(self, request, target, source):
        if not may_merge(self.admin, request, target, source) or must_propose(request.user, target):
            raise PermissionDenied

    def _require_change_permission(self, request, records):
        for record in records:
            may = self.admin.admin_site.get_model_admin(type(record)).has_change_permission(request, record)
            if not may or (hasattr(record, "status") and must_propose(request.user, record)):
                raise PermissionDenied(f"“{record}” names it, and you may not change that.")


def _descriptions(target, source):
    """Return what tells the two apart from others of their title: {"stays": ..., "goes": ...}."""
    entries = described(type(target)._base_manager.filter(pk__in=[target.pk, source.pk])).in_bulk()
    return {name: ", ".join(description(entries[each.pk])) for name, each in ((STAYS, target), (GOES, source))}


def _choice_row(request, field, one, other, default):
    """Return one row of the comparison: both values as text, and the choice."""
    values = [(STAYS, field.type.format(one)), (GOES, field.type.format(other))]
    return {
        "name": f"{VALUE_PREFIX}{field.name}",
        "label": field.label,
        "values": values,
        "both": isinstance(one, list),
        "chosen": request.POST.get(f"{VALUE_PREFIX}{field.name}", default),
    }


def _versions(target, source):
    return f"{target.version}:{source.version}"
