"""What is looked at in the back office and changed by nobody."""


class ReadOnly:
    """A base of admins: nothing in the list is added, changed or deleted."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
