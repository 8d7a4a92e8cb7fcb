"""Looks at addresses politely and says what it found."""

import http.client
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from .host import ROBOTS_BYTES, Host, rules_from
from .models import Result
from .network import Network, NotPublic, TooSlow
from .target import Unusable, target_of

REDIRECTS = 5
FOR_GOOD = (301, 308)
FOR_NOW = (302, 303, 307)
GONE = (404, 410)
SURE = (401, 410, 429)  # what a server says to HEAD that GET would not change
AGENT = "BaliPortalLinks"


@dataclass(frozen=True)
class Verdict:
    """What a look found; `answered` is false where no server was reached at all."""

    result: str
    status: int | None = None
    leads_to: str = ""
    note: str = ""
    answered: bool = False


class Checker:
    """Remembers of each server what politeness needs; one for a run."""

    def __init__(self, network=None, *, delay=1.0):
        self.network = network or Network()
        self.delay, self.hosts = delay, {}
        self.headers = {"User-Agent": f"{AGENT}/1.0 (+{_about()})", "Accept": "*/*", "Accept-Language": "en, *;q=0.5"}

    def rests(self, host):
        """Whether this server had so much trouble that it is left in peace for this run."""
        return host in self.hosts and self.hosts[host].rests

    def forget(self, most=5000):
        """Keep memory bounded; only between two lots, when nobody is asking."""
        if len(self.hosts) > most:
            self.hosts.clear()

    def check(self, address):
        """A Verdict; never raises for what the network does."""
        try:
            return self._followed(address)
        except NotPublic:
            return Verdict(Result.PRIVATE, note="The address leads into a private network.")
        except Unusable as problem:
            return Verdict(Result.UNUSABLE, note=str(problem))
        except TooSlow:
            return Verdict(Result.SLOW, note="No answer in time.")
        except socket.gaierror as problem:
            return Verdict(Result.DEAD, note=f"There is no such host: {problem.strerror}.")
        except ssl.SSLCertVerificationError as problem:
            return Verdict(Result.CERTIFICATE, note=problem.verify_message, answered=True)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            refused = isinstance(problem, ConnectionRefusedError)
            words = getattr(problem, "strerror", None) or type(problem).__name__
            return Verdict(Result.DEAD if refused else Result.FAILING, note=f"The connection failed: {words}.")

    def _followed(self, address):
        here, for_good = address, True
        for _ in range(REDIRECTS + 1):
            if not self._allowed(here):
                return Verdict(Result.ROBOTS, answered=True)
            answer = self._ask(here)
            further = _further(here, answer)
            if not further:
                return _verdict(answer.status, here if here != address else "", for_good)
            here, for_good = further, for_good and answer.status in FOR_GOOD
        return Verdict(Result.FAILING, answer.status, here, "It is sent on again and again.", answered=True)

    def _ask(self, address):
        """HEAD; where a server does not like that, GET of the first byte. No body is read, whatever is sent."""
        answer = self._once("HEAD", address)
        if answer.status < 400 or answer.status in SURE:
            return answer
        return self._once("GET", address, {"Range": "bytes=0-0"})

    def _once(self, method, address, more=None, limit=0):
        host = self._host(target_of(address, self.network.ports).host)
        try:
            answer = host.ask(
                lambda: self.network.ask(method, address, headers=self.headers | (more or {}), limit=limit)
            )
        except TooSlow:
            host.troubles += 1
            raise
        host.troubles += answer.status in (429, 503)
        return answer

    def _allowed(self, address):
        target = target_of(address, self.network.ports)
        host = self._host(target.host)
        if target.origin not in host.rules:
            host.rules[target.origin] = rules = rules_from(self._robots(f"{target.origin}/robots.txt"))
            host.learn(rules, AGENT)
        return host.rules[target.origin].can_fetch(AGENT, address)

    def _robots(self, address):
        """The robots.txt of a server, wherever it is sent on to."""
        for _ in range(REDIRECTS):
            answer = self._once("GET", address, limit=ROBOTS_BYTES)
            further = _further(address, answer)
            if not further:
                break
            address = further
        return answer

    def _host(self, name):
        return self.hosts.setdefault(name, Host(self.delay))


def _further(here, answer):
    """Where an answer sends one on to, or ''. Servers write addresses in UTF-8, which travels as Latin-1."""
    location = answer.headers.get("location", "") if answer.status in FOR_GOOD + FOR_NOW else ""
    return urljoin(here, location.encode("latin-1", "replace").decode("utf-8", "replace").strip()) if location else ""


def _verdict(status, leads_to, for_good):
    if status < 400:
        moved = leads_to and for_good
        return Verdict(Result.MOVED if moved else Result.OK, status, leads_to, answered=True)
    if status in GONE:
        return Verdict(Result.DEAD, status, leads_to, answered=True)
    return Verdict(Result.FAILING if status >= 500 else Result.FORBIDDEN, status, leads_to, answered=True)


def _about():
    """Where a webmaster reads who asks."""
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}/about/"
