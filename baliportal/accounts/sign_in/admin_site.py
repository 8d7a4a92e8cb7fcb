"""The admin site of the portal: Django's own, with a second factor and pages of one's own account."""

from functools import update_wrapper

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters


class PortalAdminSite(AdminSite):
    """The default admin site (`admin.site`); apps register with it as usual."""

    # On a laptop the sidebar leaves too little width for a list and its filters; the desk links to every page.
    enable_nav_sidebar = False

    #: Templates of the pages before sign-in and of one's own account; `AccountSite` has others.
    door_template, inside_template = "admin/access/door.html", "admin/access/inside.html"
    login_template, password_change_template = "admin/login.html", "registration/password_change_form.html"
    #: Name of the page to which a sign-in leads that names none.
    start = "admin:index"

    def second_factor_required(self):
        return settings.SECOND_FACTOR_REQUIRED

    def second_factor_given(self, request):
        """Return True if no second factor is required, or it was verified in this session."""
        # In the request that signs in, the middleware has not set `is_verified` yet, but `otp_device` is set.
        return not self.second_factor_required() or request.user.otp_device is not None

    def admits(self, user):
        """Return True for accounts that may sign in here."""
        return user.is_active and user.is_staff

    def has_permission(self, request):
        """Return True for staff; where a second factor is required, only if it was verified in this session."""
        return self.admits(request.user) and self.second_factor_given(request)

    def url(self, name, **kwargs):
        """Path of a page of this site, whichever site the request belongs to."""
        return reverse(f"{self.name}:{name}", kwargs=kwargs)

    @method_decorator([sensitive_post_parameters(), never_cache])
    def login(self, request, extra_context=None):
        from .views import SignInPage

        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse(self.start))
        context = {"app_path": request.get_full_path(), "username": request.user.get_username()}
        return SignInPage.as_view(site=self, extra_context=context | (extra_context or {}))(request)

    def password_change(self, request, extra_context=None):
        from .account_views import ChangePassword

        return ChangePassword.as_view(site=self, extra_context=extra_context or {})(request)

    def get_urls(self):
        return [*self.login_urls(), *self.account_urls("account/"), *super().get_urls()]

    def login_urls(self):
        """Addresses between the password and the end of the sign-in, and of one-time links."""
        from . import passkey_views, views

        link = sensitive_post_parameters()(never_cache(views.LinkPage.as_view(site=self)))
        return [
            path("login/code/", self._before_second_factor(views.code), name="login_code"),
            path("login/set-up/", self._before_second_factor(views.set_up_first), name="login_set_up"),
            path(
                "login/passkey/", self._before_second_factor(passkey_views.sign_in_with_passkey), name="login_passkey"
            ),
            path(
                "login/passkey/options/",
                self._before_second_factor(passkey_views.options),
                name="login_passkey_options",
            ),
            path("login/link/<uidb64>/<token>/", link, name="login_link"),
        ]

    def account_urls(self, prefix):
        """Addresses of one's own account."""
        from . import account_views, passkey_views

        signed_in = lambda view: self.admin_view(self._bind_site(view))  # noqa: E731
        return [
            path(prefix, signed_in(account_views.overview), name="account"),
            path(f"{prefix}sign-ins/", signed_in(account_views.sign_ins), name="account_sign_ins"),
            path(f"{prefix}sessions/", signed_in(account_views.sessions), name="account_sessions"),
            path(f"{prefix}passkeys/", signed_in(passkey_views.own), name="account_passkeys"),
            path(f"{prefix}password-again/", signed_in(account_views.password_again), name="account_password_again"),
            path(f"{prefix}second-factor/", signed_in(account_views.set_up), name="account_set_up"),
            path(f"{prefix}second-factor/off/", signed_in(account_views.turn_off), name="account_turn_off"),
            path(f"{prefix}recovery-codes/", signed_in(account_views.make_codes), name="account_make_codes"),
        ]

    def _before_second_factor(self, view):
        """Wrap a view for users who have given the password and not yet the second factor."""
        return sensitive_post_parameters()(never_cache(csrf_protect(self._bind_site(view))))

    def _bind_site(self, view):
        return update_wrapper(lambda request, **kwargs: view(request, self, **kwargs), view)
