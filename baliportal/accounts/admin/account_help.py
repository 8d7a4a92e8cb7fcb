"""Help for who lost a password or a telephone: an administrator never learns the one nor hands out the other."""

import django_otp.plugins.otp_totp.admin  # noqa: F401
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..audit import record
from ..models import AccountAct
from ..sign_in import second_factor
from ..sign_in.account_views import password_first
from ..sign_in.forms import ReasonForm
from ..sign_in.one_time_link import path_for

# Secrets are nobody's to read or to hand out: each person sets up a second factor alone. The package registers its
# device on import, which is why it is imported here.
admin.site.unregister(TOTPDevice)


class AccountHelp:
    """What the form of an account offers beside its fields; a base for the admin of users."""

    change_form_template = "admin/access/user_change_form.html"
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    readonly_fields = ("last_login", "date_joined")

    def get_urls(self):
        pages = {"reset": self.reset_second_factor, "link": self.make_link}
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"accounts_user_{name}")
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
            return redirect("admin:accounts_user_change", user.pk)
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
