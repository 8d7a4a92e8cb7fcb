"""Read-only admin of all sign-ins."""

from django.contrib import admin

from baliportal.catalogue.admin.read_only_list import ReadOnlyAdmin

from ..models import SignIn


@admin.register(SignIn)
class SignInAdmin(ReadOnlyAdmin):
    list_display = ("at", "user", "how", "success", "address", "agent")
    list_filter = ("success", "how")
    search_fields = ("user__username", "address")
    list_select_related = ("user",)
    date_hierarchy = "at"
