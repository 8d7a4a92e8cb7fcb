"""Admin of imports and bulk edits: their list, and the page of each."""

import re

from django.contrib import admin
from django.http import Http404
from django.urls import reverse

from baliportal.catalogue.admin.read_only import ReadOnly
from baliportal.catalogue.kinds import all_schemas
from baliportal.exports.admin import ExportAdmin

from ..models import Batch
from ..permissions import FILES, admin_of
from .archives import ArchiveUpload
from .batch_steps import BatchSteps

BATCH_NAME = re.compile(r".* (\d{1,18})")


@admin.register(Batch)
class BatchAdmin(ReadOnly, ArchiveUpload, BatchSteps, ExportAdmin):
    """Read-only admin of batches, visible to users who may see records of the kind."""

    list_display = ("shown_name", "what", "who", "made_at", "state", "records_written")
    list_filter = ("origin", "state", "who", "schema_name")
    search_fields = ("what", "note", "who")
    date_hierarchy = "made_at"
    list_per_page = 50

    def has_view_permission(self, request, obj=None):
        is_visible = _may_view_kind(request, obj.schema_name) if obj else bool(_visible_schema_names(request))
        return is_visible and super().has_view_permission(request, obj)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        batches = super().get_queryset(request)
        if not super().has_view_permission(request):
            return batches.none()
        return batches.filter(schema_name__in=_visible_schema_names(request))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    @admin.display(description="Batch", ordering="pk")
    def shown_name(self, batch):
        return batch.name.capitalize()

    @admin.display(description="Written", ordering="written")
    def records_written(self, batch):
        return batch.written if batch.state in Batch.WRITTEN else "—"


def batch_pages(request, names):
    """{name: URL} of the batches among `names` that the user may open; the name of an undo leads to its batch."""
    numbers = [int(match[1]) for match in map(BATCH_NAME.fullmatch, names) if match]
    batches = admin.site.get_model_admin(Batch).get_queryset(request).filter(pk__in=numbers)
    by_name = {name: batch for batch in batches for name in (batch.name, batch.undo_name)}
    return {name: reverse("admin:imports_batch_change", args=[by_name[name].pk]) for name in names & by_name.keys()}


def _may_view_kind(request, schema_name):
    return admin_of(schema_name).has_view_or_change_permission(request)


def _visible_schema_names(request):
    """Names of the record schemas whose lists the user may open."""
    schemas = [schema for schema in all_schemas() if admin.site.is_registered(schema.model)]
    return [name for name in (*(schema.name for schema in schemas), FILES) if _may_view_kind(request, name)]
