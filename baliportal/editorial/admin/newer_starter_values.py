"""Admin of newer starter content: a list, and a page for each value that shows both sides and takes the decision."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from baliportal.catalogue.admin.read_only import ReadOnly
from baliportal.catalogue.journal.history import diff
from baliportal.catalogue.schema.records import RecordInvalid, to_record

from ..desk.queues import queues_of
from ..models import NewerStarterValue
from ..newer_starter_values import AlreadyDecided, keep, record_of, take
from .filters import QueueFilter

PROPOSED = "You may not publish, so this is a proposal now; somebody who may publish decides."
TAKEN = "The record says now what the starter content says, and follows it from here."
PAGE = "editorial_newerstartervalue"
KEPT = "Yours stays. You are asked again when the starter content has another value."


@admin.register(NewerStarterValue)
class NewerStarterValueAdmin(ReadOnly, admin.ModelAdmin):
    """Values of newer starter content for fields that a curator changed."""

    list_display = ("title", "kind_shown", "field_shown", "state", "decided_by")
    list_filter = (QueueFilter, "state")
    search_fields = ("title",)
    list_per_page = 50

    @admin.display(description="Kind", ordering="kind")
    def kind_shown(self, newer):
        return newer.kind_label.capitalize()

    @admin.display(description="Field", ordering="field")
    def field_shown(self, newer):
        return newer.field_label

    def changelist_view(self, request, extra_context=None):
        """Use the title of the selected queue as the heading."""
        titles = {queue.name: {"title": queue.title} for queue in queues_of(NewerStarterValue)}
        return super().changelist_view(request, titles.get(request.GET.get("queue"), {}) | (extra_context or {}))

    def get_urls(self):
        views = {"take": self.take_view, "keep": self.keep_view}
        pages = [
            path(f"<int:number>/{name}/", self.admin_site.admin_view(view), name=f"{PAGE}_{name}")
            for name, view in views.items()
        ]
        return [*pages, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show both values, with buttons for those who may change the record."""
        newer = self._get_visible(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        record = record_of(newer)
        ours = to_record(record).get(newer.field) if record else None
        context = self.admin_site.each_context(request) | {
            "title": "Newer starter content",
            "opts": self.opts,
            "newer": newer,
            "record_url": record and self._admin_of(record).url("change", record.pk),
            "fields": diff({newer.field: ours}, {newer.field: newer.value}, newer.kind),
            "may_decide": self._may_decide(request, newer, record),
        }
        return TemplateResponse(request, "admin/newer_starter_value.html", context)

    def history_view(self, request, object_id, extra_context=None):
        """Redirect to the page of the value, which says who decided."""
        return redirect(self._url(self._get_visible(request, object_id)))

    def take_view(self, request, number):
        return self._decide(request, number, take, TAKEN)

    def keep_view(self, request, number):
        return self._decide(request, number, keep, KEPT)

    def _decide(self, request, number, decide, message):
        newer = self._get_visible(request, str(number))
        if request.method != "POST" or not self._may_decide(request, newer, record_of(newer)):
            raise PermissionDenied
        try:
            self.message_user(request, PROPOSED if decide(newer, by=request.user) else message)
        except (AlreadyDecided, RecordInvalid) as reason:
            self.message_user(request, f"Nothing was changed. {reason}", messages.ERROR)
        return redirect(self._url(newer))

    def _may_decide(self, request, newer, record):
        may = request.user.has_perm("editorial.change_newerstartervalue")
        undecided = newer.state != NewerStarterValue.State.TAKEN
        return undecided and may and record and self._admin_of(record).has_change_permission(request, record)

    def _get_visible(self, request, object_id):
        newer = self.get_object(request, object_id)
        if newer is None:
            raise Http404
        if not self.has_view_permission(request, newer):
            raise PermissionDenied
        return newer

    def _admin_of(self, record):
        return self.admin_site.get_model_admin(type(record))

    @staticmethod
    def _url(newer):
        return reverse(f"admin:{PAGE}_change", args=[newer.pk])
