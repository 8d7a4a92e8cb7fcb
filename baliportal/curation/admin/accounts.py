"""Accounts and groups in the back office: Django's own forms, bound to the table of roles."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from .accounts_by_role import AccountsByRole, GroupsOfTheTable

admin.site.unregister([User, Group])  # Django's own put them there when they were imported above


@admin.register(User)
class AccountAdmin(AccountsByRole, UserAdmin):
    """People who sign in."""


@admin.register(Group)
class RoleAdmin(GroupsOfTheTable, GroupAdmin):
    """What each role may do."""
