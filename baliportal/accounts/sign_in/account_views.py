"""One's own account: password, second factor, recovery codes, sign-ins. What weakens it asks for the password."""

from functools import wraps
from urllib.parse import urlencode

import django_otp
from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.crypto import constant_time_compare, get_random_string

from ..audit import record
from ..models import AccountAct, SignIn
from . import recovery_codes, second_factor
from .authentication import password_failed, password_is_fresh, password_is_fresh_again, password_was_given_again
from .forms import AppCodeForm, PasswordAgainForm
from .lockout import WAIT, address_is_guessing
from .views import WRONG_APP_CODE, safe_next, set_up_context, show_codes

FORM_OF_CODES = "form_of_recovery_codes"
SHOWN = 100  # newest sign-ins on one's own page


def password_first(view):
    """Ask for the password before this view, unless it was typed a moment ago."""

    @wraps(view)
    def asking(request, *args, **kwargs):
        if password_is_fresh(request):
            return view(request, *args, **kwargs)
        return _to_the_password(request)

    return asking


def password_again_first(view):
    """Ask for the password before a second factor is replaced, whenever its owner signed in.

    Who has none yet may set one up in the minutes after signing in.
    """

    @wraps(view)
    def asking(request, *args, **kwargs):
        if password_is_fresh_again(request) or (password_is_fresh(request) and not second_factor.has_one(request.user)):
            return view(request, *args, **kwargs)
        return _to_the_password(request)

    return asking


def _to_the_password(request):
    return redirect(f"{reverse('admin:account_password_again')}?{urlencode({'next': request.path})}")


def overview(request, site):
    """Everything of one's own account in one place."""
    context = {
        "has_second_factor": second_factor.has_one(request.user),
        "may_turn_off": not site.second_factor_required(),
        "codes_left": recovery_codes.codes_left(request.user),
        "last": SignIn.objects.filter(user=request.user, success=True)[1:2],
    }
    return _page(request, site, "account", "My account", **context)


def sign_ins(request, site):
    """One's own sign-ins, newest first, failed ones too."""
    found = SignIn.objects.filter(user=request.user)[:SHOWN]
    return _page(request, site, "sign_ins", "My sign-ins", sign_ins=found, shown=SHOWN)


def password_again(request, site):
    """Type the password once more; then go on to what asked for it."""
    form = PasswordAgainForm(request, request.POST or None)
    if request.method == "POST" and address_is_guessing(request):
        return _page(request, site, "password_again", "Your password, please", form=form, refusal=WAIT)
    if request.method == "POST" and form.is_valid():
        password_was_given_again(request)
        return HttpResponseRedirect(safe_next(request))
    if request.method == "POST":
        password_failed(request, request.user.get_username())
    return _page(request, site, "password_again", "Your password, please", form=form, next=safe_next(request))


@password_again_first
def set_up(request, site):
    """Take an authenticator app into use, in place of the one there was."""
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        replacing = second_factor.has_one(request.user)
        device = second_factor.set_up(request, request.user, form.cleaned_data["code"])
        if device:
            django_otp.login(request, device)
            messages.success(request, "Your second factor works. You are asked for a code at each sign-in.")
            return redirect("admin:account") if replacing else _new_codes(request, site)
        form.add_error("code", WRONG_APP_CODE)
    return _page(request, site, "set_up", "Set up a second factor", form=form, **set_up_context(request, request.user))


@password_again_first
def turn_off(request, site):
    """Do without a second factor, where the portal allows it."""
    if site.second_factor_required():
        raise PermissionDenied("This portal asks everybody for a second factor.")
    if request.method == "POST":
        second_factor.take_away(request, request.user, what=AccountAct.What.OFF)
        messages.success(request, "Your second factor is off: your password alone signs you in.")
        return redirect("admin:account")
    return _page(request, site, "turn_off", "Turn off the second factor?")


@password_again_first
def make_codes(request, site):
    """New recovery codes in place of the old ones; asks once.

    Each form makes codes once: a page of codes that is loaded again, which sends the form again, makes none.
    """
    if not second_factor.has_one(request.user):
        return redirect("admin:account_set_up")
    if request.method == "POST":
        token = request.session.pop(FORM_OF_CODES, None)
        if token and constant_time_compare(token, request.POST.get("token", "")):
            return _new_codes(request, site)
        messages.warning(request, "No new codes were made: those made before stand, and are shown once only.")
        return redirect("admin:account")
    request.session[FORM_OF_CODES] = get_random_string(22)
    return _page(request, site, "make_codes", "Make new recovery codes?", token=request.session[FORM_OF_CODES])


def _new_codes(request, site):
    return show_codes(request, site, second_factor.new_codes(request, request.user), reverse("admin:account"))


class ChangePassword(PasswordChangeView):
    """Django's own page, with a line in the history of accounts."""

    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")
    site = None

    def get_context_data(self, **kwargs):
        return self.site.each_context(self.request) | super().get_context_data(**kwargs)

    def form_valid(self, form):
        record(self.request, self.request.user, AccountAct.What.PASSWORD)
        return super().form_valid(form)


def _page(request, site, name, title, **context):
    status = 429 if context.get("refusal") else 200
    context = site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/access/{name}.html", context, status=status)
