"""Authentication backend with object permissions: `user.has_perm("legislation.change_law", law)`."""

from django.contrib.auth.backends import ModelBackend

from .row_permissions import may_access


class RolePermissions(ModelBackend):
    """Model permissions come from the user's groups; object permissions also depend on the countries of the record."""

    def has_perm(self, user_obj, perm, obj=None):
        if obj is None:
            return super().has_perm(user_obj, perm)
        action = perm.partition(".")[2].partition("_")[0]
        return super().has_perm(user_obj, perm) and may_access(user_obj, action, obj)
