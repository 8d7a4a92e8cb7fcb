"""Mixin of read-only admins."""


class ReadOnly:
    """Refuses adding, changing and deleting."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
