"""Template data of the desk."""

from functools import cached_property

from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.module_loading import import_string

from baliportal.accounts.row_permissions import hidden_from
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.publishing import Status
from baliportal.quality.indexer import bring_up_to_date

from .numbers import HEIGHT, WIDTH, bar_chart, by_kind, by_week
from .queues import QUEUES
from .recent import RecentChanges


class Desk:
    """The desk of the signed-in person; queues and tables they may not open are left out."""

    width, height = WIDTH, HEIGHT

    def __init__(self, request, site=admin.site):
        self.request, self.site = request, site
        self.unread = bring_up_to_date()
        self.checks_links = settings.LINK_CHECKS
        self.warnings = [sentence for path in settings.DESK_WARNINGS for sentence in import_string(path)()]

    @cached_property
    def queues(self):
        visible = [(queue, queue.visible_rows(self.request, self.site)) for queue in QUEUES]
        return [
            {
                "name": queue.name,
                "title": queue.title,
                "instructions": queue.instructions,
                "url": queue.url,
                "count": rows.count(),
            }
            for queue, rows in visible
            if rows is not None
        ]

    @cached_property
    def recent(self):
        return RecentChanges(self.request.GET) if self._may_view(Change) else None

    @cached_property
    def kinds(self):
        if not self._may_view(Entry):
            return []
        return by_kind(Entry.objects.all(), hidden_from(self.request.user, Entry.objects.all()))

    @property
    def statuses(self):
        return [{"css_class": f"status-{status.value}", "label": status.label} for status in Status]

    @cached_property
    def weeks(self):
        return by_week() if self._may_view(Change) else []

    @property
    def week_bars(self):
        return bar_chart([count for _, count in self.weeks])

    @property
    def quality_url(self):
        return reverse("admin:quality") if self._may_view(Entry) else ""

    def _may_view(self, model):
        return self.site.get_model_admin(model).has_view_or_change_permission(self.request)
