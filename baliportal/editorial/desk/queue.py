"""A queue of the desk: a change list under a filter, and its count, from one queryset function."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse


@dataclass(frozen=True)
class Queue:
    """One queue of work.

    `rows(queryset, user)` filters the change list of `model`, both for the count on the desk and for the list itself.
    `instructions` tell the person what to do with the records.
    """

    name: str
    title: str
    instructions: str
    rows: Callable
    model: str = "catalogue.Entry"

    @property
    def model_class(self):
        return apps.get_model(self.model)

    @property
    def url(self):
        """URL of the change list under this queue's filter; its admin must list `filters.QueueFilter`."""
        meta = self.model_class._meta
        return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_changelist')}?queue={self.name}"

    def visible_rows(self, request, admin_site):
        """Return the rows of the list that the person may see, or None if they may not open the list."""
        model_admin = admin_site.get_model_admin(self.model_class)
        if not model_admin.has_view_or_change_permission(request):
            return None
        return self.rows(model_admin.get_queryset(request), request.user)
