"""One server, asked by one of us at a time, with a pause in between, and only for what its robots.txt leaves open."""

import threading
import time
from urllib.robotparser import RobotFileParser

LONGEST_DELAY = 10  # seconds between two requests, however much a robots.txt asks for
ROBOTS_BYTES = 500_000
TROUBLES = 2  # after which a server is left in peace until the next run


class Host:
    """What this run knows of a server."""

    def __init__(self, delay):
        self.delay, self.lock, self.free_at = delay, threading.Lock(), 0.0
        self.rules, self.troubles = {}, 0

    @property
    def rests(self):
        return self.troubles >= TROUBLES

    def ask(self, act):
        """Do what asks this server something, when it is our turn."""
        with self.lock:
            time.sleep(max(0.0, self.free_at - time.monotonic()))
            try:
                return act()
            finally:
                self.free_at = time.monotonic() + self.delay

    def learn(self, rules, agent):
        """Keep to the pause that a robots.txt asks for."""
        asked = rules.crawl_delay(agent)
        if asked:
            self.delay = max(self.delay, min(float(asked), LONGEST_DELAY))


def rules_from(answer):
    """What a robots.txt allows: without one everything, while the server fails nothing (RFC 9309)."""
    rules = RobotFileParser()
    if answer.status >= 500:
        rules.disallow_all = True
    elif answer.status >= 300:
        rules.allow_all = True
    rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status < 300 else [])
    return rules
