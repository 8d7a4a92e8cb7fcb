"""What every form of the back office does: one act is one recording, and guidance comes from the record form."""

from contextlib import nullcontext

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from .. import journal, protection
from ..history import diff, revert, with_diffs
from ..kinds import form_of
from ..models import Change
from ..record import RecordInvalid, to_record
from ..rows import Rows
from .formsets import PartFormSet

HISTORY_SHOWN = 200  # acts of one subject on its history page


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
        for column in form_of(self.parent_model()).columns:
            rows = isinstance(column.type, Rows) and getattr(self.parent_model, column.attribute, None)
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


class RecordedAdmin(Guided, admin.ModelAdmin):
    """A ModelAdmin whose every act stands in the journal, with the history and the way back read from there."""

    object_history_template = "admin/journal_history.html"

    def columns(self):
        return form_of(self.model()).columns

    def changeform_view(self, request, *args, **kwargs):
        with self._act_of(request):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        with self._act_of(request):
            return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        with self._act_of(request):
            return super().changelist_view(request, *args, **kwargs)

    def _act_of(self, request):
        return journal.recording(by=request.user) if request.method == "POST" else nullcontext()

    def get_deleted_objects(self, objs, request):
        """Say beforehand what cannot go because other records still name it.

        What goes along are the parts of a record, which need no permission of their own.
        """
        objects, counts, _, protected = super().get_deleted_objects(objs, request)
        held = protection.holders(self.model.journal_root(), [obj.pk for obj in objs])
        return objects, counts, set(), [*protected, *map(str, held)]

    def log_addition(self, request, obj, message):
        """Nothing: the journal has it, and says more."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """Nothing: the journal has it, and says more."""

    def get_urls(self):
        info = self.model._meta.app_label, self.model._meta.model_name
        view = self.admin_site.admin_view(self.revert_view)
        return [
            path("<path:object_id>/revert/<int:number>/", view, name="{}_{}_revert".format(*info)),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        thing = self._viewable(request, object_id)
        changes = Change.objects.of(thing)
        context = {
            "acts": with_diffs(changes[:HISTORY_SHOWN]),
            "total": changes.count(),
            "may_revert": self.has_change_permission(request, thing),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def revert_view(self, request, object_id, number):
        """Ask once, then give the record the content it had after an earlier act."""
        thing = self._viewable(request, object_id)
        change = get_object_or_404(Change.objects.of(thing), number=number)
        if not self.has_change_permission(request, thing):
            raise Http404
        if request.method == "POST":
            return self._reverted(request, thing, change)
        context = {
            **self.admin_site.each_context(request),
            "title": "Revert",
            "opts": self.opts,
            "object": thing,
            "change": change,
            "differences": diff(to_record(thing), change.record, change.kind),
        }
        return TemplateResponse(request, "admin/revert.html", context)

    def _reverted(self, request, thing, change):
        try:
            revert(thing, to=change, by=request.user)
        except RecordInvalid as problem:
            self.message_user(request, f"Nothing was changed. {problem}", messages.ERROR)
        else:
            self.message_user(request, f"“{thing}” is again as it was after change {change.number}.")
        info = self.model._meta.app_label, self.model._meta.model_name
        return redirect(reverse("admin:{}_{}_history".format(*info), args=[thing.pk]))

    def _viewable(self, request, object_id):
        thing = self.get_object(request, object_id)
        if thing is None or not self.has_view_or_change_permission(request, thing):
            raise Http404
        return thing
