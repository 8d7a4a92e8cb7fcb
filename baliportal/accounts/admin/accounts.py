"""Admin of users and groups: Django's own, with role-based permissions, an account history and account recovery."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

from baliportal.accounts.models import User

from .account_forms import AccountChangeForm, AccountCreationForm
from .account_history import AuditedAccounts
from .account_recovery import AccountRecovery
from .role_based_accounts import ReadOnlyGroups, RoleBasedAccounts

admin.site.unregister(Group)  # Django's own admin module registered it when it was imported above.


@admin.register(User)
class AccountAdmin(RoleBasedAccounts, AccountRecovery, AuditedAccounts, UserAdmin):
    """Admin of the people who sign in."""

    form = AccountChangeForm
    add_form = AccountCreationForm


@admin.register(Group)
class RoleAdmin(ReadOnlyGroups, AuditedAccounts, GroupAdmin):
    """Read-only admin of the roles and their permissions."""
