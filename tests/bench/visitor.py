"""HTTP clients on the loopback: one on a persistent connection, many at once."""

import gzip
import http.client
import itertools
import random
import re
import threading
import time
from statistics import median
from urllib.parse import urlencode

IDLE = 1.0  # seconds after which a server may have closed an idle connection
_numbers = itertools.count(1)


class Visitor:
    """One persistent connection; `within` is its timeout in seconds."""

    def __init__(self, port, within=20):
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=within)
        self._last = 0.0

    def get(self, address, **headers):
        """(milliseconds until the whole body has arrived, its bytes as sent, the body decompressed)."""
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

    def get_uncached(self, address):
        """`get` with an Accept-Language header never sent before: it is part of the page cache's key, so the page is made.

        The caches of pages stand in the memory of the server's processes, where nobody else can empty them.
        """
        return self.get(address, **{"Accept-Language": f"en-GB, x-bench-{time.time_ns():x}-{next(_numbers)}"})


def address(q="", choices=None, prefix=False):
    """The portal's address for a question."""
    pairs = [("q", q)] if q else []
    pairs += [(facet, value) for facet, values in (choices or {}).items() for value in values]
    return f"/search/{'suggest.json' if prefix else ''}?{urlencode(pairs)}"


def crowd(port, questions, clients=8, seconds=10):
    """p50, p95 (ms), rate (pages a second) and failures of concurrent visitors, each asking for one uncached page after another."""
    end, times, failures = time.monotonic() + seconds, [], []

    def visit(seed):
        rng, visitor = random.Random(seed), Visitor(port)
        while time.monotonic() < end:
            try:
                times.append(visitor.get_uncached(address(**rng.choice(questions)))[0])
            except (OSError, http.client.HTTPException) as problem:
                failures.append(problem)

    threads = [threading.Thread(target=visit, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"p50": median(times), "p95": p95(times), "rate": len(times) / seconds, "failures": len(failures)}


def weights(visitor, addresses):
    """{page: (its bytes as sent, bytes of all that a first visit loads from the same origin)}."""
    sizes = {}
    for name, place in addresses.items():
        _, page, body = visitor.get(place)
        parts = set(re.findall(rb"""(?:href|src)=["'](/static/[^"'#?]+\.(?:css|js|svg|woff2|png|webp))""", body))
        sizes[name] = (page, page + sum(visitor.get(part.decode())[1] for part in parts))
    return sizes


def p95(times):
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
