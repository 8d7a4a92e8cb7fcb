"""The one place where somebody becomes signed in, and where each attempt is written down."""

import time

import django_otp
from django.contrib.auth import get_user_model, login

from ..client_address import client_address, client_network
from ..models import SignIn
from . import pending_login, session_timeout

CONFIRMED = "password_given_at"
CONFIRMED_AGAIN = "password_given_again_at"  # since signing in
PASSWORD_HOLDS = 600  # seconds after which a change of the second factor asks for the password again


def sign_in(request, user, *, device=None, how):
    """Sign a user in whose password, and second factor where there is one, was right."""
    pending_login.over(request)
    login(request, user)
    if device is not None:
        django_otp.login(request, device)
    request.session[session_timeout.BEGAN] = request.session[session_timeout.SEEN] = time.time()
    password_was_given(request)
    write_down(request, user, how=how, success=True)


def write_down(request, user, *, how, success):
    """One line in the list of sign-ins; `user` is None for a name that nobody has, which is not kept."""
    agent = request.headers.get("User-Agent", "")[:200].replace("\0", "")
    SignIn.objects.create(
        user=user,
        how=how,
        success=success,
        address=client_address(request),
        network=client_network(request),
        agent=agent,
    )


def password_failed(request, username):
    """Write down a wrong password, unless the name is locked already: then nobody looked at the password."""
    if not getattr(request, "axes_locked_out", False):
        user = get_user_model().objects.filter(username=username[:150].replace("\0", "")).first()
        write_down(request, user, how=SignIn.How.PASSWORD, success=False)


def password_was_given(request):
    request.session[CONFIRMED] = time.time()


def password_was_given_again(request):
    password_was_given(request)
    request.session[CONFIRMED_AGAIN] = request.session[CONFIRMED]


def password_is_fresh_again(request):
    """Whether the password was typed again lately, after signing in, which whoever stole a session cannot do."""
    return time.time() - request.session.get(CONFIRMED_AGAIN, 0) < PASSWORD_HOLDS


def password_is_fresh(request):
    """Whether the password was typed in this session so lately that it need not be asked for again."""
    return time.time() - request.session.get(CONFIRMED, 0) < PASSWORD_HOLDS
