"""Against guessing: axes locks a name at an address; one address that tries many names is stopped here."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from ..client_address import client_network
from ..models import SignIn

FAILURES_OF_AN_ADDRESS = 30  # within the time axes locks for; a whole office may sit behind one address
WAIT = "Too many sign-ins have failed. Wait 15 minutes, then try again; an administrator can help sooner."


def address_is_guessing(request):
    """Whether so many sign-ins failed from this address of late that it has to wait."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failed = SignIn.objects.filter(network=client_network(request), at__gt=since, success=False)
    return failed.count() >= FAILURES_OF_AN_ADDRESS


def locked_out(request, response, credentials):
    """What axes answers to a name it has locked: the page as our own view made it, with its words and 429."""
    response.status_code = 429
    response["Retry-After"] = str(int(timedelta(minutes=15).total_seconds()))
    return response
