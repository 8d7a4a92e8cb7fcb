"""Filters of the change lists: a queue of the desk, and what a check of quality found."""

from django.contrib import admin

from baliportal.catalogue.models import Entry
from baliportal.quality.checks import all_checks, checks_of
from baliportal.quality.findings import with_finding
from baliportal.quality.indexer import bring_up_to_date

from ..desk.queues import queue_named, queues_of


class QueueFilter(admin.SimpleListFilter):
    """One of the desk's queues; the desk counts what this shows."""

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
    """Records in which a check found something today."""

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
