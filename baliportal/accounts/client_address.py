"""Where a request comes from."""

import ipaddress
import re

from django.conf import settings

IPV6_PREFIX = 64
WITH_PORT = re.compile(r"(?:\[(?P<v6>[^\]]+)\]|(?P<v4>[\d.]+))(?::\d{1,5})?")


def client_address(request):
    """The address of whoever asks, as text; None when there is none.

    Behind proxies it is what the outermost of ours wrote into X-Forwarded-For. Anything further left in that header
    was written by the visitor and counts for nothing.
    """
    written = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if settings.PROXIES and len(written) >= settings.PROXIES:
        return _address(written[-settings.PROXIES]) or _address(request.META.get("REMOTE_ADDR", ""))
    return _address(request.META.get("REMOTE_ADDR", ""))


def client_network(request):
    """What counts as one guesser: an IPv4 address, or the /64 of an IPv6 address, which one subscriber has whole."""
    return network_of(client_address(request))


def network_of(address):
    """The first address of the /64 that an IPv6 address is in; an IPv4 address, and None, as they are."""
    if address is None or ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address.partition('%')[0]}/{IPV6_PREFIX}", strict=False).network_address)


def _address(text):
    """An address as proxies write it: alone or with a port, as 192.0.2.7:5000 and [2001:db8::1]:5000."""
    found = WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address(found["v6"] or found["v4"] if found else text)
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
