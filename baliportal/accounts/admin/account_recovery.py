"""Account recovery by an administrator: reset of the second factor, and one-time links for a new password."""

import django_otp.plugins.otp_totp.admin  # noqa: F401
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..audit import record_account_act
from ..models import AccountAct
from ..sign_in import open_sessions, second_factor
from ..sign_in.account_views import require_recent_password
from ..sign_in.forms import ReasonForm
from ..sign_in.one_time_link import password_link

# Nobody may read or hand out another person's secret: each person sets up a second factor alone. The package registers
# its device admin on import, which is why that module is imported above.
admin.site.unregister(TOTPDevice)


class AccountRecovery:
    """Admin mixin for users with recovery pages. An administrator never learns a password or a code."""

    change_form_template = "admin/access/user_change_form.html"
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    readonly_fields = ("last_login", "date_joined")

    def get_urls(self):
        """Add our pages; the one that Django names after its own user model is named after ours, as all others are."""
        pages = {"reset": self.reset_second_factor, "link": self.make_link, "sessions": self.sessions}
        added = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"accounts_user_{name}")
            for name, page in pages.items()
        ]
        urls = super().get_urls()
        for url in urls:
            if url.name == "auth_user_password_change":
                url.name = "accounts_user_password_change"
        return added + urls

    def change_view(self, request, object_id, form_url="", extra_context=None):
        user = self.get_object(request, object_id)
        can_recover = bool(user) and self.has_change_permission(request, user)
        context = {"may_help": can_recover, "may_reset": can_recover and second_factor.is_set_up(user)}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def reset_second_factor(self, request, pk):
        """Remove the second factor of a user who lost their telephone; they set up a new one at the next sign-in."""
        user = self._get_account_or_403(request, pk)
        return require_recent_password(lambda request, _site: self._confirm_reset(request, user))(
            request, self.admin_site
        )

    def _confirm_reset(self, request, user):
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            second_factor.remove(request, user, what=AccountAct.What.RESET, note=form.cleaned_data["reason"])
            self.message_user(request, f"{user} sets up a new second factor at the next sign-in.")
            return redirect("admin:accounts_user_change", user.pk)
        return self._page(request, "reset", f"Reset the second factor of {user}?", user, form=form)

    def make_link(self, request, pk):
        """Show a one-time link for choosing a password. It is shown once, to be handed over by a safe way."""
        user = self._get_account_or_403(request, pk)
        return require_recent_password(lambda request, _site: self._render_link(request, user))(
            request, self.admin_site
        )

    def _render_link(self, request, user):
        link = ""
        if request.method == "POST":
            link = password_link(request, user)
            record_account_act(request, user, AccountAct.What.LINK)
        return self._page(request, "link", f"One-time link for {user}", user, link=link)

    def sessions(self, request, pk):
        """List the open sessions of a user, and end them one by one, as when a laptop was stolen."""
        user = self._get_account_or_403(request, pk)
        if request.method == "POST":
            ended = open_sessions.end_chosen(request, user)
            self.message_user(request, f"{ended} session{'s were' if ended != 1 else ' was'} ended.")
            return redirect("admin:accounts_user_sessions", user.pk)
        listed = open_sessions.sessions_of(user, request.session.session_key)
        return self._page(request, "user_sessions", f"Open sessions of {user}", user, sessions=listed)

    def _get_account_or_403(self, request, pk):
        user = self.get_object(request, str(pk))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    def _page(self, request, name, title, user, **context):
        context = {"title": title, "opts": self.opts, "original": user, "object": user} | context
        return TemplateResponse(request, f"admin/access/{name}.html", self.admin_site.each_context(request) | context)
