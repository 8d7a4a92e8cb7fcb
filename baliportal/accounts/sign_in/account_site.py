"""Sign-in and own account for every active account, outside the back office."""

from django.contrib.auth.views import LogoutView, PasswordChangeDoneView
from django.urls import path
from django.views.decorators.cache import never_cache

from .admin_site import PortalAdminSite
from .forms import AnyAccountForm


class AccountSite(PortalAdminSite):
    """The pages of sign-in and of one's own account at /accounts/, by the same rules as those of the back office.

    No model is registered with it, so it opens nothing: what a signed-in person sees follows from their audience.
    """

    door_template, inside_template = "accounts/door.html", "accounts/inside.html"
    login_template, password_change_template = "accounts/login.html", "accounts/password_change.html"
    login_form = AnyAccountForm
    start = "officials"

    def admits(self, user):
        return user.is_active

    def get_urls(self):
        changed = PasswordChangeDoneView.as_view(
            template_name="accounts/password_changed.html", extra_context={"title": "Your password is changed"}
        )
        return [
            path("login/", self.login, name="login"),
            path("logout/", never_cache(LogoutView.as_view(next_page="/")), name="logout"),
            path("password/", self.admin_view(self.password_change), name="password_change"),
            path("password/changed/", self.admin_view(changed), name="password_change_done"),
            *self.login_urls(),
            *self.account_urls(""),
        ]


accounts = AccountSite(name="accounts")
