"""Read-only admin lists."""

from django.contrib import admin

from .read_only import ReadOnly


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """A read-only list of any length, which skips the count of all rows."""

    list_per_page = 50
    show_full_result_count = False
