"""Signing users in and recording every attempt. No other module calls `django.contrib.auth.login`."""

import time

import django_otp
from django.contrib.auth import get_user_model, login

from ..client_address import client_address, client_network
from ..models import SignIn
from . import open_sessions, pending_login, session_timeout
from .known_devices import device_of
from .lockout import name_digest, normal_name

CONFIRMED = "password_given_at"  # Session key: time of the last correct password.
CONFIRMED_AGAIN = "password_given_again_at"  # Session key: the same, but only if typed after signing in.
PASSWORD_VALID_SECONDS = 600  # Seconds after which a change of the second factor asks for the password again.


def sign_in(request, user, *, device=None, how):
    """Sign in a user whose password, and second factor where they have one, were verified."""
    pending_login.clear(request)
    login(request, user)
    if device is not None:
        django_otp.login(request, device)
    request.session[session_timeout.STARTED] = request.session[session_timeout.LAST_SEEN] = time.time()
    mark_password_given(request)
    open_sessions.begin(request, user)
    record_attempt(request, user, how=how, success=True)


def record_attempt(request, user, *, how, success, username=""):
    """Record an attempt to sign in; `user` is None for an unknown name, of which a digest alone is stored."""
    agent = request.headers.get("User-Agent", "")[:200].replace("\0", "")
    SignIn.objects.create(
        user=user,
        how=how,
        success=success,
        address=client_address(request),
        network=client_network(request),
        name_digest=name_digest(user.get_username() if user else username),
        device=device_of(request),
        agent=agent,
    )


def password_failed(request, username):
    """Record a wrong password, unless the name was locked already: then the password was not checked."""
    if not getattr(request, "axes_locked_out", False):
        user = get_user_model().objects.filter(username=normal_name(username)).first()
        record_attempt(request, user, how=SignIn.How.PASSWORD, success=False, username=username)


def mark_password_given(request):
    request.session[CONFIRMED] = time.time()


def mark_password_retyped(request):
    mark_password_given(request)
    request.session[CONFIRMED_AGAIN] = request.session[CONFIRMED]


def forget_retyped_password(request):
    request.session.pop(CONFIRMED_AGAIN, None)


def password_was_retyped(request):
    """Return True if the password was typed again recently after signing in; a stolen session cannot do this."""
    return time.time() - request.session.get(CONFIRMED_AGAIN, 0) < PASSWORD_VALID_SECONDS


def password_is_recent(request):
    """Return True if the password was typed in this session within `PASSWORD_VALID_SECONDS`."""
    return time.time() - request.session.get(CONFIRMED, 0) < PASSWORD_VALID_SECONDS
