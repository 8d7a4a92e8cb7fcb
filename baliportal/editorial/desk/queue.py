"""A queue of the desk: a change list under a filter, and its count, from one queryset function."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse


@dataclass(frozen=True)
class Queue:
    """Work of one sort.

    `rows(queryset, user)` narrows the rows of the change list of `model`: the count on the desk and the list itself
    both go through it. `words` say what there is to be done with them.
    """

    name: str
    title: str
    words: str
    rows: Callable
    model: str = "catalogue.Entry"

    @property
    def model_class(self):
        return apps.get_model(self.model)

    @property
    def url(self):
        """The change list under this queue's filter; its admin has `filters.QueueFilter` among its list filters."""
        meta = self.model_class._meta
        return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_changelist')}?queue={self.name}"

    def seen_by(self, request, admin_site):
        """The rows that this person would find in the list; None when he may not open it."""
        model_admin = admin_site.get_model_admin(self.model_class)
        if not model_admin.has_view_or_change_permission(request):
            return None
        return self.rows(model_admin.get_queryset(request), request.user)
