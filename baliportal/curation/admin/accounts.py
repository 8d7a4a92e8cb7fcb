"""Accounts in the back office: Django's own form, a history nobody can erase, and help for who lost something."""

import json

import django_otp.plugins.otp_static.admin
import django_otp.plugins.otp_totp.admin  # noqa: F401
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..access import second_factor
from ..access.account import password_first
from ..access.acts import acts_on, record
from ..access.forms import ReasonForm
from ..access.one_time_link import path_for
from ..models import AccountAct, SignIn
from .accounts_by_role import AccountsByRole, GroupsOfTheTable

# Secrets are nobody's to read or to hand out: each person sets up a second factor alone. The packages register them
# on import, which is why they are imported here.
admin.site.unregister([TOTPDevice, StaticDevice, User, Group])


class RecordedAccounts:
    """Puts what is done to accounts and groups into their own history, in place of Django's log."""

    object_history_template = "admin/access/history.html"

    def log_addition(self, request, obj, message):
        record(request, obj, AccountAct.What.MADE, _in_words(message))

    def log_change(self, request, obj, message):
        record(request, obj, AccountAct.What.CHANGED, _in_words(message))

    def log_deletions(self, request, queryset):
        for obj in queryset:
            record(request, obj, AccountAct.What.DELETED)

    def history_view(self, request, object_id, extra_context=None):
        account = self.get_object(request, object_id)
        acts = acts_on(account)[:200] if account else []
        return super().history_view(request, object_id, {"acts": acts} | (extra_context or {}))


@admin.register(Group)
class RecordedGroupAdmin(GroupsOfTheTable, RecordedAccounts, GroupAdmin):
    """Groups as Django shows them, with their history."""


@admin.register(User)
class AccountAdmin(AccountsByRole, RecordedAccounts, UserAdmin):
    """People who sign in. An administrator never learns a password: a one-time link lets its owner choose one."""

    change_form_template = "admin/access/user_change_form.html"
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    readonly_fields = ("last_login", "date_joined")

    def get_urls(self):
        pages = {"reset": self.reset_second_factor, "link": self.make_link}
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"auth_user_{name}")
            for name, page in pages.items()
        ] + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        user = self.get_object(request, object_id)
        helps = bool(user) and self.has_change_permission(request, user)
        context = {"may_help": helps, "may_reset": helps and second_factor.has_one(user)}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def reset_second_factor(self, request, pk):
        """Take away the second factor of somebody who lost the telephone; at the next sign-in a new one is set up."""
        return password_first(self._reset)(request, self._account(request, pk))

    def _reset(self, request, user):
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            second_factor.take_away(request, user, what=AccountAct.What.RESET, note=form.cleaned_data["reason"])
            self.message_user(request, f"{user} sets up a new second factor at the next sign-in.")
            return redirect("admin:auth_user_change", user.pk)
        return self._page(request, "reset", f"Reset the second factor of {user}?", user, form=form)

    def make_link(self, request, pk):
        """A link by which somebody chooses a password; shown once, to be handed over by a safe way."""
        return password_first(self._link)(request, self._account(request, pk))

    def _link(self, request, user):
        link = ""
        if request.method == "POST":
            link = request.build_absolute_uri(path_for(user))
            record(request, user, AccountAct.What.LINK)
        return self._page(request, "link", f"One-time link for {user}", user, link=link)

    def _account(self, request, pk):
        user = self.get_object(request, str(pk))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    def _page(self, request, name, title, user, **context):
        context = {"title": title, "opts": self.opts, "original": user, "object": user} | context
        return TemplateResponse(request, f"admin/access/{name}.html", self.admin_site.each_context(request) | context)


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


@admin.register(AccountAct)
class AccountActAdmin(ReadOnly):
    list_display = ("at", "who", "what", "whose", "address", "note")
    list_filter = ("what",)
    search_fields = ("who", "whose", "note")
    date_hierarchy = "at"


@admin.register(SignIn)
class SignInAdmin(ReadOnly):
    list_display = ("at", "user", "how", "success", "address", "agent")
    list_filter = ("success", "how")
    search_fields = ("user__username", "address")
    list_select_related = ("user",)
    date_hierarchy = "at"


def _in_words(message):
    """What Django's admin says of an addition or a change, as a sentence."""
    entry = LogEntry(change_message=json.dumps(message) if isinstance(message, list) else message)
    return str(entry.get_change_message())
