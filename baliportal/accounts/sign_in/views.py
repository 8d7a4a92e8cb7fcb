"""Views of the sign-in: password, second factor, and one-time links."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import LoginView, PasswordResetConfirmView
from django.contrib.messages import success
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from ..audit import record_account_act
from ..encryption import SecretUnreadable
from ..models import AccountAct, SignIn
from . import pending_login, second_factor
from .authentication import password_failed, record_attempt, sign_in
from .forms import WRONG_CODE, AppCodeForm, CodeForm, SignInForm
from .known_devices import remember_device
from .lockout import WAIT, refusal
from .second_factor import Throttled


class SignInPage(LoginView):
    """User name and password; users who have or need a second factor are then asked for it."""

    site = None

    def get_template_names(self):
        return [self.site.login_template]

    def get_form_class(self):
        return self.site.login_form or SignInForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        del context["site"]  # Django's name for the host; that of the portal comes from its context processor
        paths = {
            "passkey_path": self.site.url("login_passkey"),
            "passkey_options_path": self.site.url("login_passkey_options"),
        }
        return self.site.each_context(self.request) | {"title": "Sign in", "has_permission": False} | paths | context

    def get_default_redirect_url(self):
        return reverse(self.site.start)

    def post(self, request, *args, **kwargs):
        sentence = refusal(request, request.POST.get("username", ""))
        if sentence:
            context = self.get_context_data(form=self.get_form_class()(request), refusal=sentence)
            return self.render_to_response(context, status=429, headers={"Retry-After": "60"})
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        password_failed(self.request, self.request.POST.get("username", ""))
        locked = WAIT if getattr(self.request, "axes_locked_out", False) else ""
        return self.render_to_response(self.get_context_data(form=form, refusal=locked))

    def form_valid(self, form):
        user = form.get_user()
        if second_factor.is_set_up(user):
            pending_login.begin(self.request, user, self.get_success_url())
            return redirect(self.site.url("login_code"))
        if self.site.second_factor_required():
            pending_login.begin(self.request, user, self.get_success_url())
            return redirect(self.site.url("login_set_up"))
        sign_in(self.request, user, how=SignIn.How.PASSWORD)
        return remember_device(self.request, HttpResponseRedirect(self.get_success_url()), user)


def code(request, site):
    """Ask for the second factor of the pending login; redirects to the start where there is none or it expired."""
    user = pending_login.pending_user(request)
    if user is None or not site.admits(user) or not second_factor.is_set_up(user):
        return redirect(site.url("login"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (device := _verified_device(request, user, form)):
        target = pending_login.next_url(request)
        sign_in(request, user, device=device, how=form.how)
        return remember_device(request, HttpResponseRedirect(target), user)
    return _page(request, site, "admin/access/code.html", title="Second factor", form=form, name=user.get_username())


def _verified_device(request, user, form):
    """Verify the code of the form; returns the device, or None with an error on the form."""
    try:
        device, form.how = second_factor.verify(user, form.cleaned_data["code"])
    except (Throttled, SecretUnreadable) as problem:
        return form.add_error("code", str(problem))
    if device is None:
        record_attempt(request, user, how=form.how, success=False)
        form.add_error("code", WRONG_CODE)
    return device


def set_up_first(request, site):
    """Make the user of the pending login set up their first second factor before they are signed in."""
    user = pending_login.pending_user(request)
    if user is None or not site.admits(user) or second_factor.is_set_up(user):
        return redirect(site.url("login"))
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = second_factor.set_up(request, user, form.cleaned_data["code"])
        if device:
            target = pending_login.next_url(request)
            codes = second_factor.renew_recovery_codes(request, user)
            sign_in(request, user, device=device, how=SignIn.How.CODE)
            return remember_device(request, show_codes(request, site, codes, target), user)
        form.add_error("code", WRONG_APP_CODE)
    return _page(request, site, "admin/access/set_up.html", title="Set up your second factor", form=form,
                 **set_up_context(request, user))  # fmt: skip


WRONG_APP_CODE = "That is not what the app should show. Scan again, look that the clock of the telephone is right."


def set_up_context(request, user):
    key = second_factor.setup_key(request, user)
    return {"drawing": second_factor.qr_code_svg(user, key), "letters": second_factor.format_key(key)}


def show_codes(request, site, codes, target):
    """Show new recovery codes in the response itself, so that they are stored nowhere as plain text."""
    context = {"title": "Your recovery codes", "codes": codes, "next": target, "base_template": site.inside_template}
    return TemplateResponse(request, "admin/access/codes.html", site.each_context(request) | context)


def _page(request, site, template, **context):
    own = {"has_permission": False, "base_template": site.door_template}
    return TemplateResponse(request, template, site.each_context(request) | own | context)


class LinkPage(PasswordResetConfirmView):
    """Page of a one-time link: choose a password, then sign in with it."""

    template_name = "admin/access/choose_password.html"
    post_reset_login = False
    site = None

    def get_success_url(self):
        return self.site.url("login")

    def get_context_data(self, **kwargs):
        own = {"has_permission": False, "base_template": self.site.door_template}
        return self.site.each_context(self.request) | own | super().get_context_data(**kwargs)

    def form_valid(self, form):
        with transaction.atomic():
            record_account_act(self.request, self.user, AccountAct.What.PASSWORD, "Chosen by a one-time link")
            self.user.open_sessions.all().delete()  # The former password opened them.
            answer = super().form_valid(form)
        success(self.request, "Your password is set. Sign in with it.")
        return answer


def safe_next(request, site):
    """The `next` parameter if it is an address of this portal; otherwise the account page."""
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return site.url("account")
