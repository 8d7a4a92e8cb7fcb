"""Base admin classes of records: each save is one act of the journal, and help texts come from the record schema."""

from contextlib import nullcontext
from functools import partial

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.text import capfirst

from .. import journal, protection
from ..addresses import save_with_free_slug, slug_taken_notice
from ..journal.activity import activity_of
from ..journal.locking import StaleVersion, check_not_stale, parse_number
from ..kinds import schema_of_model
from ..schema.nested import NestedRows
from .draft_token import SessionCheck
from .features import FeatureAdmin
from .formsets import PartFormSet
from .history import RecordHistory
from .save_attempt import SaveAttempt
from .versioned_form import VersionedForm


def with_guidance(fields, db_field, kwargs):
    """Add the guidance of the schema field for this model field, as help text, to the arguments of a form field."""
    guidance = [field.guidance for field in fields if field.attribute == db_field.name]
    return kwargs | ({"help_text": guidance[0]} if guidance else {})


class PartInline(admin.TabularInline):
    """Nested rows of an entry, with the permissions of the entry."""

    extra = 0
    formset = PartFormSet
    template = "admin/guided_rows.html"

    def schema_fields(self):
        """Return the fields of the nested rows, from the schema of the owner."""
        for field in schema_of_model(self.parent_model).fields:
            rows = isinstance(field.type, NestedRows) and getattr(self.parent_model, field.attribute, None)
            if rows and rows.rel.related_model is self.model:
                return field.type.fields
        return ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return super().formfield_for_dbfield(db_field, request, **with_guidance(self.schema_fields(), db_field, kwargs))

    def has_view_permission(self, request, obj=None):
        return self._has_permission(request, "view", obj) or self._has_permission(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        return self._has_permission(request, "change", obj) or (
            obj is None and self._has_permission(request, "add", obj)
        )

    has_add_permission = has_delete_permission = has_change_permission

    def _has_permission(self, request, action, owner):
        meta = self.parent_model._meta
        return request.user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}", owner)


class RecordedAdmin(FeatureAdmin):
    """A ModelAdmin whose writes are journaled, and refused when the record has changed since the form was opened."""

    features = (RecordHistory, SessionCheck)
    form = VersionedForm
    change_form_template = "admin/record_change_form.html"
    delete_confirmation_template = "admin/record_delete.html"
    object_history_template = "admin/journal_history.html"

    def schema_fields(self):
        return schema_of_model(self.model).fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return super().formfield_for_dbfield(db_field, request, **with_guidance(self.schema_fields(), db_field, kwargs))

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name != "seen"]

    def redact(self, request, records):
        """Return records of this kind as this person may see them, in the same order; each may be None."""
        return list(records)

    def activity_for(self, request, changes):
        """Return changes as activity items, as this person may see them."""
        return activity_of(changes, partial(self.redact, request))

    def content_to_restore(self, request, record, change):
        """Return the record that reverting to a change writes when this person does it."""
        return change.record

    def refusal_to_revert(self, request, record, change):
        """Return why this person may not revert the record to this change, as a sentence; "" when they may."""
        return ""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        for feature in self.active_features:
            request = feature.prepare_request(request)
        return SaveAttempt(self, request, object_id, form_url, extra_context).run()

    def check_to_field(self, request, to_field):
        if to_field and not self.to_field_allowed(request, to_field):
            raise DisallowedModelAdminToField(f"The field {to_field} cannot be referenced.")

    def save_model(self, request, obj, form, change):
        save_with_free_slug(obj)

    def warn_if_slug_taken(self, request, record, values):
        """Add a warning when a record written from these values did not get the slug that they name."""
        if values.get("slug") and (notice := slug_taken_notice(record, values["slug"])):
            self.message_user(request, notice, messages.WARNING)

    def response_after_save(self, request, record, *, added):
        """Return the response after a save, by the button that was pressed."""
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, record) if added else self.response_change(request, record)
        if "_continue" in request.POST:
            return self._with_filters(request, self.url("change", record.pk))
        if "_addanother" in request.POST:
            return self._with_filters(request, self.url("add"))
        if added:
            return self.response_post_save_add(request, record)
        return self.response_post_save_change(request, record)

    def _with_filters(self, request, address):
        filters = self.get_preserved_filters(request)
        pairs = self._get_preserved_qsl(request, filters)
        context = {"preserved_filters": filters, "preserved_qsl": pairs, "opts": self.opts}
        return HttpResponseRedirect(add_preserved_filters(context, address))

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        try:
            with journal.recording(by=request.user):
                record = self.get_object(request, unquote(object_id))
                if record and "seen" in request.POST:
                    check_not_stale(record, parse_number(request.POST["seen"]), partial(self.activity_for, request))
                return super().delete_view(request, object_id, extra_context)
        except StaleVersion as news:
            self.message_user(request, f"Nothing was deleted, as meanwhile: {news}. Look again.", messages.WARNING)
            return redirect(request.get_full_path())

    def history_view(self, request, object_id, extra_context=None):
        record = self.viewable(request, object_id)
        if not self.has_history_permission(request, record):
            raise PermissionDenied
        context = self._collect(lambda feature: feature.history_context(request, record))
        return super().history_view(request, object_id, context | (extra_context or {}))

    def has_history_permission(self, request, obj):
        return self.has_view_or_change_permission(request, obj)

    def changelist_view(self, request, extra_context=None):
        with journal.recording(by=request.user) if request.method == "POST" else nullcontext():
            return super().changelist_view(request, extra_context)

    def get_deleted_objects(self, objs, request):
        """Add the records that name these in a many-to-many field to the protected objects.

        Objects deleted by cascade are parts of a record, which need no permission of their own.
        """
        objects, counts, _, protected = super().get_deleted_objects(objs, request)
        held = protection.holders(self.model.journal_root(), [obj.pk for obj in objs])
        unlisted = _unlisted_models(self.model)
        names = tuple(f"{capfirst(meta.verbose_name)}: " for meta in unlisted)
        counts = {
            name: count for name, count in counts.items() if name not in {meta.verbose_name_plural for meta in unlisted}
        }
        return _flatten(objects, names), counts, set(), [*protected, *map(str, held)]

    def log_addition(self, request, obj, message):
        """Do nothing, as the journal records more than Django's log."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """Do nothing, as the journal records more than Django's log."""


def _unlisted_models(model):
    """Options of models deleted by cascade that the confirmation page omits: join tables, parents, technical rows."""
    return [
        related._meta
        for related in apps.get_models(include_auto_created=True)
        if related in model._meta.parents or related._meta.auto_created or not related._meta.default_permissions
    ]


def _flatten(objects, unlisted):
    """Return Django's nested list of deleted objects as a flat one, without lines that start with `unlisted`."""
    branches = [_flatten(branch, unlisted) if isinstance(branch, list) else [branch] for branch in objects]
    return [line for branch in branches for line in branch if not str(line).startswith(unlisted)]
