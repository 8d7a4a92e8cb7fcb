"""Lockout after failed sign-ins: django-axes locks a name at an address, this module an address with many names."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from ..client_address import client_network
from ..models import SignIn

# Failed sign-ins of one network within `AXES_COOLOFF_TIME`. A whole office may share one address, so it is not lower.
MAX_FAILURES_PER_NETWORK = 30
WAIT = "Too many sign-ins have failed. Wait 15 minutes, then try again; an administrator can help sooner."


def is_address_locked_out(request):
    """Return True if too many sign-ins have failed from the network of this request."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failed = SignIn.objects.filter(network=client_network(request), at__gt=since, success=False)
    return failed.count() >= MAX_FAILURES_PER_NETWORK


def lockout_response(request, response, credentials):
    """Response of django-axes to a locked name: the page rendered by the sign-in view, with status 429."""
    response.status_code = 429
    response["Retry-After"] = str(int(timedelta(minutes=15).total_seconds()))
    return response
