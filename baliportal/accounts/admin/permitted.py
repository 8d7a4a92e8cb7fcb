"""Who may see and do what in the back office: the table of roles, asked for each record."""

from django.contrib.auth import get_permission_codename
from django.http import Http404

from baliportal.catalogue.models import Entry

from ..row_permissions import is_bound, may_reach, seen_by, state_of


class Permitted:
    """An admin of entries that shows and changes only what the person may see and change.

    What somebody may not see is not there for him: 404. What he may see and not change is refused: 403.
    """

    def get_queryset(self, request):
        return seen_by(request.user, super().get_queryset(request))

    def has_view_permission(self, request, obj=None):
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_add_permission(self, request):
        acts_for_somebody = not is_bound(request.user) or state_of(request.user)
        return bool(acts_for_somebody) and super().has_add_permission(request) and self._may(request, "add", None)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, "delete", obj)

    def has_history_permission(self, request, obj):
        """The history tells more than the record: drafts, notes, names. It is for those who work on the record."""
        return self.has_view_permission(request, obj) and may_reach(request.user, "history", obj)

    def _may(self, request, act, entry):
        entry = entry if isinstance(entry, Entry) else None
        return request.user.has_perm(f"{self.opts.app_label}.{get_permission_codename(act, self.opts)}", entry)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404(f"There is no {opts.verbose_name} of this number for you.")
