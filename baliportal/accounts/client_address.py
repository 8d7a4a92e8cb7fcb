"""Where a request comes from."""

import ipaddress

from django.conf import settings


def client_address(request):
    """The address of whoever asks, as text; None when there is none.

    Behind proxies it is what the outermost of ours wrote into X-Forwarded-For. Anything further left in that header
    was written by the visitor and counts for nothing.
    """
    written = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if settings.PROXIES and len(written) >= settings.PROXIES:
        return _address(written[-settings.PROXIES]) or _address(request.META.get("REMOTE_ADDR", ""))
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text):
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
