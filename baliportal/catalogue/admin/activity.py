"""The journal in the back office: one line per act, searched, never changed; and the way back for what was deleted."""

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
    """Acts with what they changed; a batch is one line until one asks for it, or for one record."""

    def get_queryset(self, request, exclude_parameters=None):
        changes = super().get_queryset(request, exclude_parameters)
        return changes if _row_by_row(request) else changes.one_per_batch()

    def get_results(self, request):
        super().get_results(request)
        numbers = list(self.result_list.values_list("number", flat=True))
        shown = activity_of(Change.objects.filter(number__in=numbers))
        sizes = {} if _row_by_row(request) else _sizes({act.change.batch for act in shown if act.change.batch})
        for act in shown:
            act.change.act, act.change.size = act, sizes.get(act.change.batch, 1)
        self.result_list = [act.change for act in shown]


def _row_by_row(request):
    """Whether one batch, or one record, is asked for."""
    return not {"batch", "subject"}.isdisjoint(request.GET)


def _sizes(batches):
    counted = Change.objects.filter(batch__in=batches).order_by().values("batch").annotate(size=Count("*"))
    return dict(counted.values_list("batch", "size"))


class IndexCountPaginator(Paginator):
    """Counts along the index of the list, which is narrow; a plain count would read past every record."""

    @cached_property
    def count(self):
        return self.object_list.values("pk")[: 10**9].count()


@admin.register(Change)
class ChangeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("at", "told", "title_shown", "route")
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
    def told(self, change):
        if change.size == 1:
            return change.act.sentence
        address = f"{reverse('admin:catalogue_change_changelist')}?{urlencode({'batch': change.batch})}"
        done = capfirst(f"{change.act.actor} {change.get_verb_display().lower()} {change.size} records")
        return format_html("<a href='{}'>{}</a>", address, done)

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
        [act] = link_batches(request, activity_of([change]))
        form = find(change.kind)
        context = {
            "title": "What was done",
            "act": act,
            "differences": act.differences,
            "restorable": self._can_bring_back(request, change),
            "record": form and form.model.objects.filter(public_id=change.subject).first(),
            "record_opts": form and form.model._meta,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def restore_view(self, request, number):
        """Bring back what this change deleted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        change = self.get_object(request, number)
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        if change is None or request.method != "POST" or change.verb != Change.Verb.DELETED or not find(change.kind):
            raise Http404
        if not self._of(change).has_add_permission(request):
            raise PermissionDenied
        if not self._can_bring_back(request, change):
            self.message_user(request, f"“{change.title}” is back already.", messages.WARNING)
            return redirect(reverse("admin:catalogue_change_change", args=[number]))
        return self._restored(request, change)

    def _restored(self, request, change):
        try:
            instance = restore(change, by=request.user)
        except RecordInvalid as problem:
            self.message_user(request, f"Nothing was restored. {problem}", messages.ERROR)
            return redirect(reverse("admin:catalogue_change_change", args=[change.number]))
        meta = named(change.kind).model._meta
        status = f": {instance.get_status_display().lower()}" if hasattr(instance, "status") else ""
        self.message_user(request, f"“{instance}” is back{status}.")
        self._of(change).warn_if_slug_taken(request, instance, change.record)
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[instance.pk]))

    def _can_bring_back(self, request, change):
        gone = find(change.kind) and DeletedRecord.objects.filter(number=change.number).exists()
        return bool(gone) and self._of(change).has_add_permission(request)

    def _of(self, change):
        """The admin of the kind of instance that a change is about."""
        return self.admin_site._registry[named(change.kind).model]


@admin.register(DeletedRecord)
class DeletedRecordAdmin(ReadOnly, admin.ModelAdmin):
    """What was deleted and is not back: found by title, kind, person or day, and brought back from its page."""

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
