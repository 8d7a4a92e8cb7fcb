"""Read-only admin of the journal, and restoring of deleted records."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst

from ..journal.activity import activity_of
from ..journal.history import restore
from ..kinds import find, label_of, named
from ..models import Change, DeletedRecord
from ..schema.records import RecordInvalid
from .batch_pages import link_batches
from .filters import DateRangeFilter, KindFilter, WhoFilter
from .read_only import ReadOnly


class ActivityChangeList(ChangeList):
    """Changes with their differences; a batch is one row unless the query asks for one batch or one record."""

    def get_queryset(self, request, exclude_parameters=None):
        changes = super().get_queryset(request, exclude_parameters)
        return changes if _lists_single_changes(request) else changes.one_per_batch()

    def get_results(self, request):
        super().get_results(request)
        numbers = list(self.result_list.values_list("number", flat=True))
        shown = activity_of(Change.objects.filter(number__in=numbers))
        sizes = (
            {}
            if _lists_single_changes(request)
            else _batch_sizes({item.change.batch for item in shown if item.change.batch})
        )
        for item in shown:
            item.change.activity, item.change.size = item, sizes.get(item.change.batch, 1)
        self.result_list = [item.change for item in shown]


def _lists_single_changes(request):
    """Tell whether the query asks for one batch or one record."""
    return not {"batch", "subject"}.isdisjoint(request.GET)


def _batch_sizes(batches):
    counts = Change.objects.filter(batch__in=batches).order_by().values("batch").annotate(size=Count("*"))
    return dict(counts.values_list("batch", "size"))


class IndexCountPaginator(Paginator):
    """Counts along the narrow index of the list; a plain COUNT(*) would read every long record."""

    @cached_property
    def count(self):
        return self.object_list.values("pk")[: 10**9].count()


@admin.register(Change)
class ChangeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("at", "sentence_shown", "title_shown", "route")
    list_display_links = ("at",)
    list_filter = (DateRangeFilter, WhoFilter, "route", "verb", KindFilter)
    search_fields = ("title",)
    paginator = IndexCountPaginator
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/journal_change.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<int:number>/restore/", view, name="catalogue_change_restore"), *super().get_urls()]

    def get_changelist(self, request, **kwargs):
        return ActivityChangeList

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "History of everything"} | (extra_context or {}))

    @admin.display(description="What was done")
    def sentence_shown(self, change):
        if change.size == 1:
            return change.activity.sentence
        address = f"{reverse('admin:catalogue_change_changelist')}?{urlencode({'batch': change.batch})}"
        sentence = capfirst(f"{change.activity.actor} {change.get_verb_display().lower()} {change.size} records")
        return format_html("<a href='{}'>{}</a>", address, sentence)

    @admin.display(description="Record")
    def title_shown(self, change):
        if change.size > 1:
            return f"{change.title} and {change.size - 1} more"
        return f"{change.title} ({label_of(change.kind)})"

    def get_fields(self, request, obj=None):
        return ("number", "at", "who", "route", "verb", "kind", "subject", "title", "version", "note", "batch")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        change = self.get_object(request, object_id)
        if change is None:
            raise Http404
        [item] = link_batches(request, activity_of([change]))
        form = find(change.kind)
        context = {
            "title": "What was done",
            "item": item,
            "differences": item.differences,
            "restorable": self._can_restore(request, change),
            "record": form and form.model.objects.filter(public_id=change.subject).first(),
            "record_opts": form and form.model._meta,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def restore_view(self, request, number):
        """Restore the record that this change deleted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        change = self.get_object(request, number)
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        if change is None or request.method != "POST" or change.verb != Change.Verb.DELETED or not find(change.kind):
            raise Http404
        if not self._record_admin(change).has_add_permission(request):
            raise PermissionDenied
        if not self._can_restore(request, change):
            self.message_user(request, f"“{change.title}” is back already.", messages.WARNING)
            return redirect(reverse("admin:catalogue_change_change", args=[number]))
        return self._restore(request, change)

    def _restore(self, request, change):
        try:
            instance = restore(change, by=request.user)
        except RecordInvalid as problem:
            self.message_user(request, f"Nothing was restored. {problem}", messages.ERROR)
            return redirect(reverse("admin:catalogue_change_change", args=[change.number]))
        meta = named(change.kind).model._meta
        status = f": {instance.get_status_display().lower()}" if hasattr(instance, "status") else ""
        self.message_user(request, f"“{instance}” is back{status}.")
        self._record_admin(change).warn_if_slug_taken(request, instance, change.record)
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[instance.pk]))

    def _can_restore(self, request, change):
        is_deleted = find(change.kind) and DeletedRecord.objects.filter(number=change.number).exists()
        return bool(is_deleted) and self._record_admin(change).has_add_permission(request)

    def _record_admin(self, change):
        """Return the admin of the record that a change is about."""
        return self.admin_site._registry[named(change.kind).model]


@admin.register(DeletedRecord)
class DeletedRecordAdmin(ReadOnly, admin.ModelAdmin):
    """Deleted records, to be found by title, kind, person or day and restored from their page."""

    list_display = ("title", "kind_shown", "at", "who", "note")
    list_filter = (DateRangeFilter, WhoFilter, KindFilter)
    search_fields = ("title", "note")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ("title", "at", "who")

    def has_view_permission(self, request, obj=None):
        return self.admin_site._registry[Change].has_view_permission(request)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("stored_record")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Deleted records"} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        change = self.get_object(request, object_id)
        if change is None:
            raise Http404
        return redirect(reverse("admin:catalogue_change_change", args=[change.number]))

    @admin.display(description="Kind", ordering="kind")
    def kind_shown(self, change):
        return capfirst(label_of(change.kind))
