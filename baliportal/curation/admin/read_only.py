"""Lists to read."""

from django.contrib import admin


class ReadOnly(admin.ModelAdmin):
    """A list to read: nothing in it is added, changed or deleted."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
