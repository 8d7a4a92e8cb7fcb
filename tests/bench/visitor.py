"""Over HTTP on the loopback, as visitors come: one on a kept connection, many at once."""

import gzip
import http.client
import itertools
import random
import re
import threading
import time
from statistics import median
from urllib.parse import urlencode

IDLE = 1.0  # seconds after which a server may have closed a kept connection
_numbers = itertools.count(time.time_ns() % 10**9)


class Visitor:
    """One kept connection. `within` in seconds."""

    def __init__(self, port, within=20):
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=within)
        self._last = 0.0

    def get(self, address, **headers):
        """Milliseconds until the whole body was there, its bytes as they travelled, and the body itself."""
        if time.monotonic() - self._last > IDLE:
            self._connection.close()
            self._connection.connect()
        start = time.perf_counter()
        try:
            self._connection.request("GET", address, headers={"Accept-Encoding": "gzip"} | headers)
            response = self._connection.getresponse()
            sent = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        took, self._last = (time.perf_counter() - start) * 1000, time.monotonic()
        if response.status >= 400:
            raise FileNotFoundError(f"{response.status} at {address}")
        body = gzip.decompress(sent) if response.headers["Content-Encoding"] == "gzip" else sent
        return took, len(sent), body


def address(q="", choices=None, prefix=False, fresh=True):
    """The portal's address for a question; a fresh one was never asked before, so that no kept page answers."""
    asked = [("q", q)] if q else []
    asked += [(facet, value) for facet, values in (choices or {}).items() for value in values]
    asked += [("v", next(_numbers))] if fresh else []
    return f"/search/{'suggest.json' if prefix else ''}?{urlencode(asked)}"


def crowd(port, questions, clients=8, seconds=10):
    """Milliseconds of every request that so many visitors made in so many seconds, each one page after another."""
    end, times, failures = time.monotonic() + seconds, [], []

    def come(seed):
        rng, visitor = random.Random(seed), Visitor(port)
        while time.monotonic() < end:
            try:
                times.append(visitor.get(address(**rng.choice(questions)))[0])
            except (OSError, http.client.HTTPException) as problem:
                failures.append(problem)

    threads = [threading.Thread(target=come, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"p50": median(times), "p95": p95(times), "rate": len(times) / seconds, "failures": len(failures)}


def weights(visitor, addresses):
    """By page: bytes of the page as it travels, and of all that a first visit loads from the same origin."""
    told = {}
    for name, place in addresses.items():
        _, page, body = visitor.get(place)
        parts = set(re.findall(rb"""(?:href|src)=["'](/static/[^"'#?]+\.(?:css|js|svg|woff2|png|webp))""", body))
        told[name] = (page, page + sum(visitor.get(part.decode())[1] for part in parts))
    return told


def p95(times):
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
