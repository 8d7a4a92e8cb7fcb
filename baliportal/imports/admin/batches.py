"""Imports and bulk edits: the list of them, the preview row by row, writing and undoing."""

import re

from django.contrib import admin
from django.http import Http404
from django.urls import reverse

from baliportal.catalogue.admin.read_only import ReadOnly
from baliportal.catalogue.kinds import all_schemas
from baliportal.exports.admin import ExportAdmin

from ..models import Batch
from ..permissions import admin_of
from .batch_steps import BatchSteps

BATCH_NAME = re.compile(r".* (\d{1,18})")


@admin.register(Batch)
class BatchAdmin(ReadOnly, BatchSteps, ExportAdmin):
    """Whoever may see records of a kind sees its batches; only who brought a batch takes it further."""

    list_display = ("shown_name", "what", "who", "made_at", "state", "records_written")
    list_filter = ("origin", "state", "who", "form")
    search_fields = ("what", "note", "who")
    date_hierarchy = "made_at"
    list_per_page = 50

    def has_view_permission(self, request, obj=None):
        seen = _may_see(request, obj.form) if obj else bool(_forms_seen(request))
        return seen and super().has_view_permission(request, obj)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        batches = super().get_queryset(request)
        if not super().has_view_permission(request):
            return batches.none()
        return batches.filter(form__in=_forms_seen(request))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    @admin.display(description="Batch", ordering="pk")
    def shown_name(self, batch):
        return batch.name.capitalize()

    @admin.display(description="Written", ordering="written")
    def records_written(self, batch):
        return batch.written if batch.state in Batch.WRITTEN else "—"


def batch_pages(request, names):
    """{name: address} of the pages of these batches that this person may open; the undoing of one leads to its page."""
    numbers = [int(found[1]) for found in map(BATCH_NAME.fullmatch, names) if found]
    batches = admin.site.get_model_admin(Batch).get_queryset(request).filter(pk__in=numbers)
    known = {name: batch for batch in batches for name in (batch.name, batch.name_of_undoing)}
    return {name: reverse("admin:imports_batch_change", args=[known[name].pk]) for name in names & known.keys()}


def _may_see(request, form_name):
    return admin_of(form_name).has_view_or_change_permission(request)


def _forms_seen(request):
    """The names of the record forms whose lists this person may open."""
    listed = [form for form in all_schemas() if admin.site.is_registered(form.model)]
    return [form.name for form in listed if _may_see(request, form.name)]
