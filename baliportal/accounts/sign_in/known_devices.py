"""Browsers in which somebody has signed in before, known by a signed cookie (OWASP: device cookies).

Wrong passwords for a name from elsewhere do not hold its owner back in such a browser. The cookie proves nothing else:
it signs nobody in and replaces no second factor.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import get_random_string

from ..models import SignIn

COOKIE = "known_device"
SALT = "baliportal.accounts.known_device"
AGE = timedelta(days=180)
MAX_NAMES = 5  # People who share a computer.
MAX_FAILURES = 10  # Wrong passwords in one browser within `FAILURE_PERIOD`, after which it counts as unknown.
FAILURE_PERIOD = timedelta(hours=1)


def remember_device(request, response, user):
    """Set the cookie by which this browser is known to be one of the user's; returns the response."""
    device, names = _read(request) or (get_random_string(22), [])
    names = [user.pk, *(pk for pk in names if pk != user.pk)][:MAX_NAMES]
    response.set_cookie(
        COOKIE, signing.dumps([device, names], salt=SALT), max_age=AGE, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def is_known(request, user):
    """Return True where the user signed in with this browser before, and few sign-ins have failed in it lately."""
    device, names = _read(request) or ("", [])
    if user is None or user.pk not in names:
        return False
    since = timezone.now() - FAILURE_PERIOD
    return SignIn.objects.filter(device=device, at__gt=since, success=False).count() < MAX_FAILURES


def device_of(request):
    """The random identifier in the cookie, or "" where there is none of ours."""
    return (_read(request) or ("", []))[0]


def _read(request):
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return None
