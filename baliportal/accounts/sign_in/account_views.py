"""Views of one's own account. Actions that weaken its protection ask for the password first."""

from functools import wraps
from urllib.parse import urlencode

import django_otp
from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.crypto import constant_time_compare, get_random_string

from ..audit import record_account_act
from ..models import AccountAct, SignIn
from . import open_sessions, recovery_codes, second_factor
from .authentication import (
    forget_retyped_password,
    mark_password_retyped,
    password_failed,
    password_is_recent,
    password_was_retyped,
    record_attempt,
)
from .forms import AppCodeForm, PasswordAgainForm
from .lockout import WAIT, is_address_locked_out
from .views import WRONG_APP_CODE, safe_next, set_up_context, show_codes

CODES_FORM_KEY = "form_of_recovery_codes"  # Session key of the token in the form that makes recovery codes.
MAX_SIGN_INS = 100  # Newest sign-ins that the page of one's own sign-ins lists.


def require_recent_password(view):
    """View decorator: ask for the password first, unless it was typed within `PASSWORD_VALID_SECONDS`."""

    @wraps(view)
    def wrapper(request, site):
        return view(request, site) if password_is_recent(request) else _redirect_to_password(request, site)

    return wrapper


def require_retyped_password(view):
    """View decorator: ask for the password first, even right after signing in.

    Users without a second factor may still set one up in the minutes after signing in.
    """

    @wraps(view)
    def wrapper(request, site):
        if password_was_retyped(request) or (password_is_recent(request) and not second_factor.is_set_up(request.user)):
            return view(request, site)
        return _redirect_to_password(request, site)

    return wrapper


def _redirect_to_password(request, site):
    return redirect(f"{site.url('account_password_again')}?{urlencode({'next': request.path})}")


def overview(request, site):
    """The overview page of one's own account."""
    context = {
        "has_second_factor": second_factor.is_set_up(request.user),
        "may_turn_off": not site.second_factor_required(),
        "codes_left": recovery_codes.count_unused_codes(request.user),
        "last": SignIn.objects.filter(user=request.user, success=True)[1:2],
    }
    return account_page(request, site, "account", "My account", **context)


def sign_ins(request, site):
    """List one's own sign-ins, newest first, with failed attempts."""
    attempts = SignIn.objects.filter(user=request.user)[:MAX_SIGN_INS]
    return account_page(request, site, "sign_ins", "My sign-ins", sign_ins=attempts, shown=MAX_SIGN_INS)


def sessions(request, site):
    """List one's own open sessions; end one of them, or all but that of the request."""
    if request.method == "POST":
        ended = open_sessions.end_chosen(request, request.user)
        messages.success(request, f"{ended} session{'s were' if ended != 1 else ' was'} ended.")
        return redirect(site.url("account_sessions"))
    listed = open_sessions.sessions_of(request.user, request.session.session_key)
    return account_page(request, site, "sessions", "My open sessions", sessions=listed)


def password_again(request, site):
    """Ask for the password and the present code again, then redirect to the page that required them."""
    form = PasswordAgainForm(request, request.POST or None)
    if request.method == "POST" and is_address_locked_out(request):
        return account_page(request, site, "password_again", "Your password, please", form=form, refusal=WAIT)
    if request.method == "POST" and form.is_valid():
        mark_password_retyped(request)
        return HttpResponseRedirect(safe_next(request, site))
    if request.method == "POST":
        _record_failure(request, form)
    return account_page(
        request, site, "password_again", "Your password, please", form=form, next=safe_next(request, site)
    )


def _record_failure(request, form):
    if getattr(form, "password_is_wrong", False):
        password_failed(request, request.user.get_username())
    elif "code" in form.errors and request.POST.get("code"):
        record_attempt(request, request.user, how=SignIn.How.AGAIN, success=False)


@require_retyped_password
def set_up(request, site):
    """Set up an authenticator app; it replaces an older one."""
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        replacing = second_factor.is_set_up(request.user)
        device = second_factor.set_up(request, request.user, form.cleaned_data["code"])
        if device:
            django_otp.login(request, device)
            forget_retyped_password(request)  # It was typed without a code where there was no second factor yet.
            messages.success(request, "Your second factor works. You are asked for a code at each sign-in.")
            return redirect(site.url("account")) if replacing else _show_new_codes(request, site)
        form.add_error("code", WRONG_APP_CODE)
    return account_page(
        request, site, "set_up", "Set up a second factor", form=form, **set_up_context(request, request.user)
    )


@require_retyped_password
def turn_off(request, site):
    """Turn the second factor off, where the portal allows it."""
    if site.second_factor_required():
        raise PermissionDenied("This portal asks everybody for a second factor.")
    if request.method == "POST":
        second_factor.remove(request, request.user, what=AccountAct.What.OFF)
        messages.success(request, "Your second factor is off: your password alone signs you in.")
        return redirect(site.url("account"))
    return account_page(request, site, "turn_off", "Turn off the second factor?")


@require_retyped_password
def make_codes(request, site):
    """Replace the recovery codes, after a confirmation.

    Each form works once: reloading the page of codes, which sends the form again, makes no further codes.
    """
    if not second_factor.is_set_up(request.user):
        return redirect(site.url("account_set_up"))
    if request.method == "POST":
        token = request.session.pop(CODES_FORM_KEY, None)
        if token and constant_time_compare(token, request.POST.get("token", "")):
            return _show_new_codes(request, site)
        messages.warning(request, "No new codes were made: those made before stand, and are shown once only.")
        return redirect(site.url("account"))
    request.session[CODES_FORM_KEY] = get_random_string(22)
    return account_page(request, site, "make_codes", "Make new recovery codes?", token=request.session[CODES_FORM_KEY])


def _show_new_codes(request, site):
    codes = second_factor.renew_recovery_codes(request, request.user)
    return show_codes(request, site, codes, site.url("account"))


class ChangePassword(PasswordChangeView):
    """Django's password change, recorded in the account history."""

    site = None

    def get_template_names(self):
        return [self.site.password_change_template]

    def get_success_url(self):
        return self.site.url("password_change_done")

    def get_context_data(self, **kwargs):
        return self.site.each_context(self.request) | super().get_context_data(**kwargs)

    def form_valid(self, form):
        with transaction.atomic():
            record_account_act(self.request, self.request.user, AccountAct.What.PASSWORD)
            former_key = self.request.session.session_key
            answer = super().form_valid(form)
            open_sessions.keep_only(self.request, former_key)
        return answer


def account_page(request, site, name, title, **context):
    """The response of a page of one's own account, by the template of its name."""
    status = 429 if context.get("refusal") else 200
    context = site.each_context(request) | {"title": title, "base_template": site.inside_template} | context
    return TemplateResponse(request, f"admin/access/{name}.html", context, status=status)
