"""Lockout after failed sign-ins: django-axes locks a name at an address, this module an address and slows a name."""

import unicodedata
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..client_address import client_network
from ..models import SignIn
from . import known_devices

# Failed sign-ins of one network within `AXES_COOLOFF_TIME`. A whole office may share one address, so it is not lower.
MAX_FAILURES_PER_NETWORK = 30
# Failed sign-ins for one name from all addresses together within the period; after that, one further try at a time.
MAX_FAILURES_PER_NAME, NAME_PERIOD = 20, timedelta(hours=1)
NAME_PAUSE = timedelta(minutes=1)
WAIT = "Too many sign-ins have failed. Wait 15 minutes, then try again; an administrator can help sooner."
WAIT_FOR_NAME = (
    "Too many sign-ins for this name have failed from different places. One is let through each minute: try again in a "
    "minute. In a browser in which you signed in before there is no wait."
)


def refusal(request, username):
    """The sentence that refuses a sign-in before its password is looked at, or ""."""
    if is_address_locked_out(request):
        return WAIT
    return WAIT_FOR_NAME if is_name_slowed(username) and not is_from_known_device(request, username) else ""


def is_address_locked_out(request):
    """Return True if too many sign-ins have failed from the network of this request."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failed = SignIn.objects.filter(network=client_network(request), at__gt=since, success=False)
    return failed.count() >= MAX_FAILURES_PER_NETWORK


def is_name_slowed(username):
    """Return True if many sign-ins for a name have failed, the last of them just now; also for a name nobody has."""
    now = timezone.now()
    failed = SignIn.objects.filter(name_digest=name_digest(username), at__gt=now - NAME_PERIOD, success=False)
    return failed.count() >= MAX_FAILURES_PER_NAME and failed.filter(at__gt=now - NAME_PAUSE).exists()


def name_digest(username):
    """Digest of a name under the portal's key: what was typed for a name may be a password and is not stored."""
    return salted_hmac("baliportal.accounts.name", normal_name(username), algorithm="sha256").hexdigest()[:32]


def stored_name(request, credentials=None):
    """The name under which django-axes stores and counts a try: its digest."""
    return name_digest((credentials or request.POST).get("username") or "")


def normal_name(username):
    """A user name as Django's sign-in form reads it: full-width letters are the same name."""
    return unicodedata.normalize("NFKC", username.strip().replace("\0", ""))[:150]


def is_from_known_device(request, username):
    """Return True where the owner of a name signed in with this browser before."""
    return known_devices.is_known(request, get_user_model().objects.filter(username=normal_name(username)).first())


def is_not_limited_by_axes(request, credentials):
    """Return True for a browser in which the owner of the name signed in before: others at its address lock it not.

    Not for a password that is asked for again: who has taken a session has that browser's cookie, too.
    """
    is_signing_in = not request.user.is_authenticated
    return is_signing_in and is_from_known_device(request, (credentials or {}).get("username") or "")


def lockout_response(request, response, credentials):
    """Response of django-axes to a locked name: the page rendered by the sign-in view, with status 429."""
    response.status_code = 429
    response["Retry-After"] = str(int(timedelta(minutes=15).total_seconds()))
    return response
