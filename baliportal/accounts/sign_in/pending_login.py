"""Between password and second factor: the session knows who gave the right password, and nobody is signed in yet."""

import time

from django.contrib.auth import get_user_model
from django.utils.crypto import constant_time_compare

KEY = "waiting_for_second_factor"
SECONDS = 600  # for finding the telephone


def begin(request, user, next_url):
    """Remember who gave the right password, under a new session key."""
    request.session.cycle_key()
    request.session[KEY] = {
        "user": user.pk,
        "backend": user.backend,
        "since": time.time(),
        "next": next_url,
        "hash": user.get_session_auth_hash(),
    }


def who(request):
    """The user who waits in this session, ready to be signed in; None when nobody does or it took too long."""
    kept = request.session.get(KEY)
    if not kept or time.time() - kept["since"] > SECONDS:
        return None
    user = get_user_model().objects.filter(pk=kept["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    user.backend = kept["backend"]
    return user


def next_url(request):
    return request.session.get(KEY, {}).get("next", "")


def over(request):
    request.session.pop(KEY, None)
