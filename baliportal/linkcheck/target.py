"""Parsing of link addresses, and the test that an IP address is public (protection against SSRF)."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PORTS = {"http": 80, "https": 443}
#: The only part of IPv6 that the internet routes.
UNICAST = ipaddress.ip_network("2000::/3")
#: Addresses that are not opened: IANA's special-purpose registries, whatever the version of Python takes them for, and
#: what is routed and yet leads to a cloud's own services (168.63.129.16 is Azure's platform). Metadata services of
#: clouds are in link-local (169.254.169.254), shared (100.100.100.200) and protocol (192.0.0.192) space.
NEVER = [
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
]  # fmt: skip
#: The third and second last 16 bits of an ISATAP address (RFC 5214), which ends in an IPv4 address.
ISATAP = (0x5EFE, 0x02005EFE)


class Unusable(ValueError):
    """The check must not open the address; the message says why."""


@dataclass(frozen=True)
class Target:
    """Parsed address: scheme, ASCII host, port, and path with query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def target_of(address, ports=(80, 443)):
    """Parse an address into a Target; raise Unusable unless it is plain http or https on one of `ports`."""
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
    """Return True if an IP address is on the public internet: not this machine, its network or a reserved range.

    Of IPv6 that is global unicast without what contains an IPv4 address (6to4, Teredo, ISATAP; NAT64 is outside it).
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6 and (address not in UNICAST or int(address) >> 32 & 0xFFFFFFFF in ISATAP):
        return False
    return address.is_global and not any(address in net for net in NEVER)


def _in_ascii(host):
    try:
        name = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as problem:
        raise Unusable("The host's name cannot be written in ASCII.") from problem
    if len(name) > 253 or any(not (letter.isalnum() or letter in "-._:[]") for letter in name):
        raise Unusable("The host's name has signs that no host has.")
    return name


def _path(parts):
    """Return path and query percent-encoded; existing escapes stay, and line ends are escaped (no header injection)."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path
