"""Filters of the change lists: queue of the desk, and finding of a quality check."""

from django.contrib import admin

from baliportal.catalogue.models import Entry
from baliportal.quality.checks import all_checks, checks_of
from baliportal.quality.findings import with_finding
from baliportal.quality.indexer import bring_up_to_date

from ..desk.queues import queue_named, queues_of


class QueueFilter(admin.SimpleListFilter):
    """Filter by a queue of the desk; uses the same queryset as the count on the desk."""

    title = "queue of the desk"
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        model = Entry if issubclass(model_admin.model, Entry) else model_admin.model
        return [(queue.name, queue.title) for queue in queues_of(model)]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        bring_up_to_date()
        return queue_named(self.value()).rows(queryset, request.user)


class CheckFilter(admin.SimpleListFilter):
    """Filter to records in which a check finds something today."""

    title = "what is amiss"
    parameter_name = "check"

    def lookups(self, request, model_admin):
        kind = getattr(model_admin, "kind_name", "")
        return [(check.name, check.title) for check in (checks_of(kind) if kind else all_checks())]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        bring_up_to_date()
        return with_finding(queryset, self.value())
