"""Row-level permissions in the admin of entries, from the role table."""

from django.contrib.auth import get_permission_codename
from django.http import Http404

from baliportal.catalogue.models import Entry

from ..row_permissions import acts_for_one_state, may_access, own_country_id, visible_to


class RowPermissionAdmin:
    """Admin mixin for entries that lists and changes only the records the user may access.

    A record that the user may not see answers 404; one that they may see and not change answers 403.
    """

    def get_queryset(self, request):
        return visible_to(request.user, super().get_queryset(request))

    def limited_entries(self, request):
        """Entries of all kinds that the user may see, None for all: choices of filters tell of no others."""
        return visible_to(request.user, Entry.objects.all()) if acts_for_one_state(request.user) else None

    def has_view_permission(self, request, obj=None):
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_add_permission(self, request):
        has_country = not acts_for_one_state(request.user) or own_country_id(request.user)
        return bool(has_country) and super().has_add_permission(request) and self._may(request, "add", None)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, "delete", obj)

    def has_history_permission(self, request, obj):
        """Allow the history, which shows drafts, notes and names, only to users who may work on the record."""
        return self.has_view_permission(request, obj) and may_access(request.user, "history", obj)

    def _may(self, request, action, entry):
        entry = entry if isinstance(entry, Entry) else None
        return request.user.has_perm(f"{self.opts.app_label}.{get_permission_codename(action, self.opts)}", entry)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404(f"There is no {opts.verbose_name} of this number for you.")
