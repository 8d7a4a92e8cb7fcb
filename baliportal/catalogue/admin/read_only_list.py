"""Lists to read."""

from django.contrib import admin

from .read_only import ReadOnly


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """A list to read, of whatever length."""

    list_per_page = 50
    show_full_result_count = False
