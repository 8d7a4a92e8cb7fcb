"""Pending login between password and second factor: the session stores the user, who is not signed in yet."""

import time

from django.contrib.auth import get_user_model
from django.utils.crypto import constant_time_compare

KEY = "waiting_for_second_factor"
SECONDS = 600  # Seconds a user has for giving the second factor after the password.


def begin(request, user, next_url):
    """Store the user who gave the right password, under a new session key."""
    request.session.cycle_key()
    request.session[KEY] = {
        "user": user.pk,
        "backend": user.backend,
        "since": time.time(),
        "next": next_url,
        "hash": user.get_session_auth_hash(),
    }


def pending_user(request):
    """The user of the pending login, ready for `login()`; None if there is none, it expired or the password changed."""
    pending = request.session.get(KEY)
    if not pending or time.time() - pending["since"] > SECONDS:
        return None
    user = get_user_model().objects.filter(pk=pending["user"], is_active=True).first()
    if user is None or not constant_time_compare(pending["hash"], user.get_session_auth_hash()):
        return None
    user.backend = pending["backend"]
    return user


def next_url(request):
    return request.session.get(KEY, {}).get("next", "")


def clear(request):
    request.session.pop(KEY, None)
