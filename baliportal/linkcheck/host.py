"""Per-host politeness: one request at a time, a delay between requests, rules of robots.txt."""

import threading
import time
from urllib.robotparser import RobotFileParser

#: Longest delay in seconds between two requests; a larger Crawl-delay in robots.txt is cut to it.
MAX_DELAY = 10
#: Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB.
ROBOTS_BYTES = 500_000
#: Timeouts, 429 and 503 responses after which a host is skipped until the next run.
MAX_FAILURES = 2


class Host:
    """State of one host during a run."""

    def __init__(self, delay):
        self.delay, self.lock, self.free_at = delay, threading.Lock(), 0.0
        self.rules, self.failures = {}, 0

    @property
    def is_suspended(self):
        return self.failures >= MAX_FAILURES

    def request(self, send):
        """Call `send` once no other request to this host runs and the delay has passed; return its result."""
        with self.lock:
            time.sleep(max(0.0, self.free_at - time.monotonic()))
            try:
                return send()
            finally:
                self.free_at = time.monotonic() + self.delay

    def apply_crawl_delay(self, rules, agent):
        """Raise the delay to the Crawl-delay of a robots.txt, at most MAX_DELAY."""
        crawl_delay = rules.crawl_delay(agent)
        if crawl_delay:
            self.delay = max(self.delay, min(float(crawl_delay), MAX_DELAY))


def parse_robots(response):
    """Return the rules of a robots.txt response: all is allowed without one, nothing on a server error (RFC 9309)."""
    rules = RobotFileParser()
    if response.status >= 500:
        rules.disallow_all = True
    elif response.status >= 300:
        rules.allow_all = True
    rules.parse(response.body.decode("utf-8", "replace").splitlines() if response.status < 300 else [])
    return rules
