"""What every form of the back office does: one act is one recording, and guidance comes from the record form."""

from contextlib import nullcontext

from django.apps import apps
from django.contrib import admin
from django.utils.text import capfirst

from .. import journal, protection
from ..kinds import schema_of
from ..schema.nested import NestedRows
from .concurrency import CarefulSaving
from .formsets import PartFormSet
from .history import HistoryPages


class Guided:
    """Help texts from the record form, so that a field means the same in the form, the file and the documentation."""

    def columns(self):
        """The columns of the record form whose fields this form edits."""
        return ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        told = [column.guidance for column in self.columns() if column.attribute == db_field.name]
        if told:
            kwargs["help_text"] = told[0]
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class PartInline(Guided, admin.TabularInline):
    """The rows that belong to an entry: who may change the entry may change them, who may see it sees them."""

    extra = 0
    formset = PartFormSet
    template = "admin/guided_rows.html"

    def columns(self):
        """Those of the rows' own record, in the record form of what they belong to."""
        for column in schema_of(self.parent_model()).columns:
            rows = isinstance(column.type, NestedRows) and getattr(self.parent_model, column.attribute, None)
            if rows and rows.rel.related_model is self.model:
                return column.type.columns
        return ()

    def has_view_permission(self, request, obj=None):
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, "change", obj) or (obj is None and self._may(request, "add", obj))

    has_add_permission = has_delete_permission = has_change_permission

    def _may(self, request, act, whole):
        meta = self.parent_model._meta
        return request.user.has_perm(f"{meta.app_label}.{act}_{meta.model_name}", whole)


class RecordedAdmin(CarefulSaving, HistoryPages, Guided, admin.ModelAdmin):
    """A ModelAdmin whose every act stands in the journal, with the history and the way back read from there."""

    def columns(self):
        return schema_of(self.model()).columns

    def changelist_view(self, request, *args, **kwargs):
        with journal.recording(by=request.user) if request.method == "POST" else nullcontext():
            return super().changelist_view(request, *args, **kwargs)

    def get_deleted_objects(self, objs, request):
        """Say beforehand what cannot go because other records still name it.

        What goes along are the parts of a record, which need no permission of their own.
        """
        objects, counts, _, protected = super().get_deleted_objects(objs, request)
        held = protection.holders(self.model.journal_root(), [obj.pk for obj in objs])
        silent = _not_worth_telling(self.model)
        names = tuple(f"{capfirst(meta.verbose_name)}: " for meta in silent)
        told = {
            name: count for name, count in counts.items() if name not in {meta.verbose_name_plural for meta in silent}
        }
        return _one_by_one(objects, names), told, set(), [*protected, *map(str, held)]

    def log_addition(self, request, obj, message):
        """Nothing: the journal has it, and says more."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """Nothing: the journal has it, and says more."""


def _not_worth_telling(model):
    """What goes with a record and tells nobody anything: links to themes, its other half, who has it open."""
    return [
        each._meta
        for each in apps.get_models(include_auto_created=True)
        if each in model._meta.parents or each._meta.auto_created or not each._meta.default_permissions
    ]


def _one_by_one(objects, silent):
    """Django's tree of what is deleted as a plain list."""
    told = [_one_by_one(each, silent) if isinstance(each, list) else [each] for each in objects]
    return [each for some in told for each in some if not str(each).startswith(silent)]
