"""Accounts and groups in the back office: Django's own forms, with a history and with help for the locked out."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

from baliportal.accounts.models import User

from .account_forms import AccountChangeForm, AccountCreationForm
from .account_help import AccountHelp
from .account_history import RecordedAccounts
from .accounts_by_role import AccountsByRole, GroupsOfTheTable

admin.site.unregister(Group)  # Django's own put it there when it was imported above


@admin.register(User)
class AccountAdmin(AccountsByRole, AccountHelp, RecordedAccounts, UserAdmin):
    """People who sign in."""

    form = AccountChangeForm
    add_form = AccountCreationForm


@admin.register(Group)
class RoleAdmin(GroupsOfTheTable, RecordedAccounts, GroupAdmin):
    """What each role may do."""
