"""Django's permissions, asked for one record too: `user.has_perm("legislation.change_law", law)`."""

from django.contrib.auth.backends import ModelBackend

from .row_permissions import may_reach


class RolePermissions(ModelBackend):
    """A right comes from the groups a person is in; whether it reaches a certain record, from whose record it is."""

    def has_perm(self, user_obj, perm, obj=None):
        if obj is None:
            return super().has_perm(user_obj, perm)
        act = perm.partition(".")[2].partition("_")[0]
        return super().has_perm(user_obj, perm) and may_reach(user_obj, act, obj)
