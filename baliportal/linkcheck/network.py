"""One request over the network: resolved once, connected to just what was resolved and allowed, bounded in all ways."""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from .target import is_public, target_of

TRIES = 3  # of the addresses that a name has


class NotPublic(Exception):
    """The name leads to an address that does not belong to the public internet."""


class TooSlow(Exception):
    """No whole answer within the time there is."""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict = field(default_factory=dict)
    body: bytes = b""


class Network:
    """The way out. `may_connect` and `ports` are for tests, whose servers stand on this machine.

    `timeout` is for each step, `longest` for a whole request, in seconds: a server that sends a byte now and then is
    stopped too.
    """

    def __init__(self, *, may_connect=is_public, ports=(80, 443), resolve=socket.getaddrinfo, timeout=10, longest=30):
        self.may_connect, self.ports, self.resolve = may_connect, ports, resolve
        self.timeout, self.longest = timeout, longest
        self.context = ssl.create_default_context()

    def ask(self, method, address, *, headers, limit=0):
        """Ask once, following nothing; at most `limit` bytes of the body are read.

        Raises Unusable, NotPublic, TooSlow, or what the socket, TLS or HTTP say.
        """
        target = target_of(address, self.ports)
        brake = Brake(self.longest)
        try:
            with self._connected(target, brake) as connection:
                answer = self._exchanged(connection, method, target, headers, limit)
            if brake.pulled:  # what came until then may look like an answer
                raise TooSlow
            return answer
        except Exception as problem:
            if brake.pulled or isinstance(problem, TimeoutError):
                raise TooSlow from problem
            raise
        finally:
            brake.release()

    def _exchanged(self, connection, method, target, headers, limit):
        client = http.client.HTTPConnection(target.host, target.port)
        client.default_port = 443 if target.scheme == "https" else 80  # which Host leaves out
        client.sock = connection
        client.request(method, target.path, headers=headers | {"Connection": "close"})
        response = client.getresponse()
        body = response.read(limit) if limit and method != "HEAD" else b""
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def _connected(self, target, brake):
        plain = self._socket(self._allowed(target), target.port)
        try:
            brake.hold(plain)
            return self.context.wrap_socket(plain, server_hostname=target.host) if target.scheme == "https" else plain
        except BaseException:
            plain.close()
            raise

    def _allowed(self, target):
        """The IP addresses of a host, resolved this once. One that is not public spoils them all."""
        found = self.resolve(target.host, target.port, type=socket.SOCK_STREAM)
        ips = list(dict.fromkeys(place[0] for *_, place in sorted(found, key=lambda each: each[0] != socket.AF_INET)))
        if not ips or not all(self.may_connect(ip) for ip in ips):
            raise NotPublic
        return ips[:TRIES]

    def _socket(self, ips, port):
        for number, ip in enumerate(ips, 1):
            try:
                return socket.create_connection((ip, port), timeout=self.timeout)
            except OSError:
                if number == len(ips):
                    raise
        raise NotPublic


class Brake:
    """Ends a connection after so many seconds, whatever it is doing."""

    def __init__(self, seconds):
        self.pulled, self._copy = False, None
        self._timer = threading.Timer(seconds, self._pull)
        self._timer.daemon = True

    def hold(self, connection):
        self._copy = connection.dup()  # TLS takes the first one apart; the copy reaches the same connection
        self._timer.start()

    def _pull(self):
        self.pulled = True
        with suppress(OSError):  # it may have ended by itself
            self._copy.shutdown(socket.SHUT_RDWR)

    def release(self):
        self._timer.cancel()
        if self._copy is not None:
            self._copy.close()
