"""Check of one external link: robots.txt, HEAD or GET, redirects; one result per address."""

import http.client
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from .host import ROBOTS_BYTES, Host, parse_robots
from .models import Result
from .network import Network, NotPublic, TooSlow
from .target import Unusable, target_of

#: Redirects that are followed; a chain longer than this counts as failing.
MAX_REDIRECTS = 5
PERMANENT_REDIRECTS = (301, 308)
TEMPORARY_REDIRECTS = (302, 303, 307)
GONE = (404, 410)
#: Statuses of HEAD that are not tried again with GET, because GET would not change them.
FINAL_FOR_HEAD = (401, 410, 429)
USER_AGENT = "BaliPortalLinks"


@dataclass(frozen=True)
class CheckResult:
    """Result of one check; `answered` is false if no server was reached at all."""

    result: str
    status: int | None = None
    leads_to: str = ""
    note: str = ""
    answered: bool = False


class Checker:
    """Link checker of one run; keeps delay, robots.txt rules and failures per host."""

    def __init__(self, network=None, *, delay=1.0):
        self.network = network or Network()
        self.delay, self.hosts = delay, {}
        agent = f"{USER_AGENT}/1.0 (+{_about_url()})"
        self.headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Language": "en, *;q=0.5"}

    def is_suspended(self, host):
        """Return True if the host failed so often that this run skips it."""
        return host in self.hosts and self.hosts[host].is_suspended

    def trim_hosts(self, limit=5000):
        """Keep memory bounded; call it only between two batches, while no worker runs."""
        if len(self.hosts) > limit:
            self.hosts.clear()

    def check(self, address):
        """Return the CheckResult of a URL; network errors become results, not exceptions."""
        try:
            return self._follow_redirects(address)
        except NotPublic:
            return CheckResult(Result.PRIVATE, note="The address leads into a private network.")
        except Unusable as problem:
            return CheckResult(Result.UNUSABLE, note=str(problem))
        except TooSlow:
            return CheckResult(Result.SLOW, note="No answer in time.")
        except socket.gaierror as problem:
            return CheckResult(Result.DEAD, note=f"There is no such host: {problem.strerror}.")
        except ssl.SSLCertVerificationError as problem:
            return CheckResult(Result.CERTIFICATE, note=problem.verify_message, answered=True)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            refused = isinstance(problem, ConnectionRefusedError)
            words = getattr(problem, "strerror", None) or type(problem).__name__
            return CheckResult(Result.DEAD if refused else Result.FAILING, note=f"The connection failed: {words}.")

    def _follow_redirects(self, address):
        current, permanent = address, True
        for _ in range(MAX_REDIRECTS + 1):
            if not self._is_allowed_by_robots(current):
                return CheckResult(Result.ROBOTS, answered=True)
            response = self._head_or_get(current)
            target = _redirect_target(current, response)
            if not target:
                return _result_for_status(response.status, current if current != address else "", permanent)
            current, permanent = target, permanent and response.status in PERMANENT_REDIRECTS
        return CheckResult(Result.FAILING, response.status, current, "It is sent on again and again.", answered=True)

    def _head_or_get(self, address):
        """Send HEAD, then GET of the first byte if the server rejects HEAD; the body is never read."""
        response = self._request("HEAD", address)
        if response.status < 400 or response.status in FINAL_FOR_HEAD:
            return response
        return self._request("GET", address, {"Range": "bytes=0-0"})

    def _request(self, method, address, more=None, limit=0):
        host = self._host(target_of(address, self.network.ports).host)
        try:
            response = host.request(
                lambda: self.network.request(method, address, headers=self.headers | (more or {}), limit=limit)
            )
        except TooSlow:
            host.failures += 1
            raise
        host.failures += response.status in (429, 503)
        return response

    def _is_allowed_by_robots(self, address):
        target = target_of(address, self.network.ports)
        host = self._host(target.host)
        if target.origin not in host.rules:
            host.rules[target.origin] = rules = parse_robots(self._fetch_robots(f"{target.origin}/robots.txt"))
            host.apply_crawl_delay(rules, USER_AGENT)
        return host.rules[target.origin].can_fetch(USER_AGENT, address)

    def _fetch_robots(self, address):
        """Fetch a robots.txt, following redirects."""
        for _ in range(MAX_REDIRECTS):
            response = self._request("GET", address, limit=ROBOTS_BYTES)
            target = _redirect_target(address, response)
            if not target:
                break
            address = target
        return response

    def _host(self, name):
        return self.hosts.setdefault(name, Host(self.delay))


def _redirect_target(current, response):
    """Return the absolute URL a response redirects to, or ''."""
    location = response.headers.get("location", "")
    if not location or response.status not in PERMANENT_REDIRECTS + TEMPORARY_REDIRECTS:
        return ""
    # Servers write UTF-8 into the header, which http.client decodes as Latin-1.
    return urljoin(current, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())


def _result_for_status(status, leads_to, permanent):
    if status < 400:
        moved = leads_to and permanent
        return CheckResult(Result.MOVED if moved else Result.OK, status, leads_to, answered=True)
    if status in GONE:
        return CheckResult(Result.DEAD, status, leads_to, answered=True)
    return CheckResult(Result.FAILING if status >= 500 else Result.FORBIDDEN, status, leads_to, answered=True)


def _about_url():
    """Return the URL of the page that tells webmasters who sends the requests."""
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}/about/"
