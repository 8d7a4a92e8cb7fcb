"""The client address and network of a request, with trusted proxies taken into account."""

import ipaddress
import re

from django.conf import settings

IPV6_PREFIX = 64
WITH_PORT = re.compile(r"(?:\[(?P<v6>[^\]]+)\]|(?P<v4>[\d.]+))(?::\d{1,5})?")


def client_address(request):
    """The IP address of the client as text; None where there is none.

    Behind `settings.PROXIES` trusted proxies it is the entry of X-Forwarded-For that the outermost of them wrote.
    Entries further left were sent by the client and are ignored.
    """
    entries = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if settings.PROXIES and len(entries) >= settings.PROXIES:
        return _parse_address(entries[-settings.PROXIES]) or _parse_address(request.META.get("REMOTE_ADDR", ""))
    return _parse_address(request.META.get("REMOTE_ADDR", ""))


def client_network(request):
    """The unit that is locked out: an IPv4 address, or the /64 of an IPv6 address, which one subscriber has whole."""
    return network_of(client_address(request))


def network_of(address):
    """The first address of the /64 network of an IPv6 address; an IPv4 address and None are returned unchanged."""
    if address is None or ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address.partition('%')[0]}/{IPV6_PREFIX}", strict=False).network_address)


def _parse_address(text):
    """Parse an address as proxies write it, with or without a port (192.0.2.7:5000, [2001:db8::1]:5000), or None."""
    match = WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address(match["v6"] or match["v4"] if match else text)
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
