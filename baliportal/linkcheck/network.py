"""HTTP request that connects only to public IP addresses, resolved once, with limits on time and size."""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace

from .target import is_public, target_of

#: IP addresses of a host that are tried.
MAX_IPS = 3


class NotPublic(Exception):
    """The host resolves to an address outside the public internet."""


class TooSlow(Exception):
    """No complete response within the time limit."""


@dataclass(frozen=True)
class Response:
    """Status, headers (names in lower case) and the part of the body that was read."""

    status: int
    headers: dict = field(default_factory=dict)
    body: bytes = b""


class Network:
    """HTTP client. `may_connect`, `ports` and `resolve` are replaced in tests, whose servers run on this machine.

    `timeout` limits each socket operation and `longest` the whole request, in seconds: a server that sends one byte
    now and then never exceeds `timeout`.
    """

    def __init__(self, *, may_connect=is_public, ports=(80, 443), resolve=socket.getaddrinfo, timeout=10, longest=30):
        self.may_connect, self.ports, self.resolve = may_connect, ports, resolve
        self.timeout, self.longest = timeout, longest
        self.context = ssl.create_default_context()

    def request(self, method, address, *, headers, limit=0):
        """Send one request without following redirects; at most `limit` bytes of the body are read.

        `limit` may be a function that gives them for a Response without its body, so that what is unwanted is not read.
        Raises Unusable, NotPublic, TooSlow, OSError (socket and TLS) or http.client.HTTPException.
        """
        target = target_of(address, self.ports)
        deadline = Deadline(self.longest)
        try:
            with self._connect(target, deadline) as connection:
                result = self._exchange(connection, method, target, headers, limit)
            if deadline.expired:  # A response cut off by the deadline may look complete.
                raise TooSlow
            return result
        except Exception as problem:
            if deadline.expired or isinstance(problem, TimeoutError):
                raise TooSlow from problem
            raise
        finally:
            deadline.cancel()

    def _exchange(self, connection, method, target, headers, limit):
        client = http.client.HTTPConnection(target.host, target.port)
        client.default_port = 443 if target.scheme == "https" else 80  # The Host header leaves the default port out.
        client.sock = connection
        client.request(method, target.path, headers=headers | {"Connection": "close"})
        received = client.getresponse()
        response = Response(received.status, _headers(received))
        wanted = limit(response) if callable(limit) else limit
        return replace(response, body=received.read(wanted)) if wanted and method != "HEAD" else response

    def _connect(self, target, deadline):
        plain = self._open_socket(self._public_ips(target), target.port)
        try:
            deadline.start(plain)
            return self.context.wrap_socket(plain, server_hostname=target.host) if target.scheme == "https" else plain
        except BaseException:
            plain.close()
            raise

    def _public_ips(self, target):
        """Resolve a host once, IPv4 first; raise NotPublic unless all its addresses are public."""
        resolved = self.resolve(target.host, target.port, type=socket.SOCK_STREAM)
        resolved = sorted(resolved, key=lambda info: info[0] != socket.AF_INET)
        ips = list(dict.fromkeys(address[0] for *_, address in resolved))
        if not ips or not all(self.may_connect(ip) for ip in ips):
            raise NotPublic
        return ips[:MAX_IPS]

    def _open_socket(self, ips, port):
        for number, ip in enumerate(ips, 1):
            try:
                return socket.create_connection((ip, port), timeout=self.timeout)
            except OSError:
                if number == len(ips):
                    raise
        raise NotPublic


def _headers(received):
    """Return the headers by name in lower case: of a repeated one all values, of a repeated Location the last."""
    values = {}
    for name, value in received.getheaders():
        values.setdefault(name.lower(), []).append(value)
    return {name: found[-1] if name == "location" else ", ".join(found) for name, found in values.items()}


class Deadline:
    """Timer that shuts a connection down after `seconds`, whatever it is doing."""

    def __init__(self, seconds):
        self.expired, self._copy = False, None
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def start(self, connection):
        self._copy = connection.dup()  # wrap_socket detaches the original; the copy still reaches the connection.
        self._timer.start()

    def _expire(self):
        self.expired = True
        with suppress(OSError):  # The connection may have ended by itself.
            self._copy.shutdown(socket.SHUT_RDWR)

    def cancel(self):
        self._timer.cancel()
        if self._copy is not None:
            self._copy.close()
