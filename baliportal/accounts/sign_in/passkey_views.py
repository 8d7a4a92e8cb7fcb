"""Views of passkeys: one's own, and signing in with one. They need a script, and nobody needs them to sign in."""

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ..models import SignIn
from . import passkeys, second_factor
from .account_views import account_page, require_retyped_password
from .authentication import record_attempt, sign_in
from .known_devices import remember_device
from .lockout import WAIT, is_address_locked_out

BACKEND = "baliportal.accounts.backends.RolePermissions"
UNNAMED = "A passkey"


@require_retyped_password
def own(request, site):
    """List one's own passkeys, add one and remove one."""
    if not second_factor.is_set_up(request.user):
        messages.info(request, "Set up an authenticator app first: it is the way in where there is no passkey.")
        return redirect(site.url("account_set_up"))
    if request.method == "POST":
        _change(request)
        return redirect(site.url("account_passkeys"))
    context = {"passkeys": request.user.passkeys.all(), "options": passkeys.creation_options(request)}
    return account_page(request, site, "passkeys", "My passkeys", **context)


def _change(request):
    if "remove" in request.POST:
        name = passkeys.remove(request, request.POST["remove"])
        return messages.success(request, f"“{name}” signs nobody in any more." if name else "It was removed before.")
    try:
        name = request.POST.get("name", "").replace("\0", "").strip()[:64] or UNNAMED
        passkeys.register(request, name, request.POST.get("credential", ""))
    except passkeys.PasskeyRefused as refusal:
        return messages.error(request, str(refusal))
    return messages.success(request, f"“{name}” signs you in from now on, without password and code.")


@require_POST
def options(request, site):
    """The challenge that the page of sign-in hands to the device, as JSON."""
    return JsonResponse(passkeys.request_options(request))


@require_POST
def sign_in_with_passkey(request, site):
    """Sign in whoever's passkey signed the challenge; back to the page of sign-in with the reason where it did not."""
    if is_address_locked_out(request):
        return _refused(request, site, WAIT)
    try:
        passkey = passkeys.verify(request, request.POST.get("credential", ""))
    except passkeys.PasskeyRefused as refusal:
        if request.POST.get("credential"):
            record_attempt(request, None, how=SignIn.How.PASSKEY, success=False)
        return _refused(request, site, str(refusal))
    if not site.admits(passkey.user):
        return _refused(request, site, "This account does not open the back office. Sign in at /accounts/login/.")
    passkey.user.backend = BACKEND
    sign_in(request, passkey.user, device=passkey, how=SignIn.How.PASSKEY)
    return remember_device(request, HttpResponseRedirect(_target(request, site)), passkey.user)


def _refused(request, site, sentence):
    messages.error(request, sentence)
    return redirect(site.url("login"))


def _target(request, site):
    target = request.POST.get(REDIRECT_FIELD_NAME, "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else reverse(site.start)
