"""Polite HTTP client: rules of robots.txt, a delay per host, redirects that are followed one by one."""

from urllib.parse import urljoin

from django.conf import settings

from .host import ROBOTS_BYTES, Host, parse_robots
from .network import Network, TooSlow
from .target import target_of

#: Redirects that are followed; a chain longer than this counts as failing.
MAX_REDIRECTS = 5
PERMANENT_REDIRECTS = (301, 308)
TEMPORARY_REDIRECTS = (302, 303, 307)


class Client:
    """HTTP client of one run; keeps delay, robots.txt rules and failures per host. `agent` names it in robots.txt."""

    agent = ""

    def __init__(self, network=None, *, delay=1.0):
        self.network = network or Network()
        self.delay, self.hosts = delay, {}
        agent = f"{self.agent}/1.0 (+{_about_url()})"
        self.headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Language": "en, *;q=0.5"}

    def is_suspended(self, host):
        """Return True if the host failed so often that this run skips it."""
        return host in self.hosts and self.hosts[host].is_suspended

    def trim_hosts(self, limit=5000):
        """Keep memory bounded; call it only between two batches, while no worker runs."""
        if len(self.hosts) > limit:
            self.hosts.clear()

    def request(self, method, address, more=None, limit=0):
        """Send one request as `Network.request` does, in the turn of its host."""
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

    def is_allowed_by_robots(self, address):
        """Return True if the robots.txt of the address's server lets this client ask for it."""
        target = target_of(address, self.network.ports)
        host = self._host(target.host)
        if target.origin not in host.rules:
            host.rules[target.origin] = rules = parse_robots(self._fetch_robots(f"{target.origin}/robots.txt"))
            host.apply_crawl_delay(rules, self.agent)
        return host.rules[target.origin].can_fetch(self.agent, address)

    def _fetch_robots(self, address):
        """Fetch a robots.txt, following redirects."""
        for _ in range(MAX_REDIRECTS):
            response = self.request("GET", address, limit=ROBOTS_BYTES)
            target = redirect_target(address, response)
            if not target:
                break
            address = target
        return response

    def _host(self, name):
        return self.hosts.setdefault(name, Host(self.delay))


def redirect_target(current, response):
    """Return the absolute URL a response redirects to, or ''."""
    location = response.headers.get("location", "")
    if not location or response.status not in PERMANENT_REDIRECTS + TEMPORARY_REDIRECTS:
        return ""
    # Servers write UTF-8 into the header, which http.client decodes as Latin-1.
    return urljoin(current, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())


def _about_url():
    """Return the URL of the page that tells webmasters who sends the requests."""
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}/about/"
