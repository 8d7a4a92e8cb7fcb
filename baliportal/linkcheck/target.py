"""What an address asks for, and whether this portal's machine may connect there at all."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PORTS = {"http": 80, "https": 443}
UNICAST = ipaddress.ip_network("2000::/3")  # the only part of IPv6 that the internet routes
#: Special or reserved addresses that `ipaddress` calls global in some versions of Python, or that are routed and yet
#: lead to a cloud's own services (IANA's special-purpose registries; 168.63.129.16 is Azure's platform).
NEVER = [
    ipaddress.ip_network(net)
    for net in (
        "168.63.129.16/32", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24",
        "2001::/23", "2620:4f:8000::/48", "3fff::/20",
    )
]  # fmt: skip
TUNNEL = ipaddress.ip_network("2002::/16")  # 6to4: an IPv4 address inside


class Unusable(ValueError):
    """The address is none that the check may open; the message says why."""


@dataclass(frozen=True)
class Target:
    """Where an address leads: what to connect to and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def target_of(address, ports=(80, 443)):
    """Take an address apart. Raises Unusable for anything but a plain http or https address on a usual port."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise Unusable(f"It is no web address: {problem}.") from problem
    if parts.scheme not in PORTS or not host:
        raise Unusable("Only addresses that start with http:// or https:// and name a host are opened.")
    if parts.username is not None or parts.password is not None:
        raise Unusable("The address holds a name or password.")
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise Unusable(f"Port {port} is not opened, only 80 and 443.")
    return Target(parts.scheme, _in_ascii(host), port, _path(parts))


def is_public(ip):
    """Whether an IP address belongs to the public internet: not to this machine, its network or anything reserved."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6 and (address not in UNICAST or address in TUNNEL):
        return False
    if any(address in net for net in NEVER):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _in_ascii(host):
    try:
        name = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as problem:
        raise Unusable("The host's name cannot be written in ASCII.") from problem
    if len(name) > 253 or any(not (letter.isalnum() or letter in "-._:[]") for letter in name):
        raise Unusable("The host's name has signs that no host has.")
    return name


def _path(parts):
    """Path and query as they travel; what is quoted already stays, and no line end gets through."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path
