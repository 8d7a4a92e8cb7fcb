"""Open-loop HTTP client: requests leave when they are due, whether or not those before them were answered."""

import asyncio
import random
import time
from dataclasses import dataclass, field

LONGEST = 20.0  # seconds a person waits
BROKEN = 0  # the status of a request that got no whole answer


async def fetch(port, address, visitor="127.0.0.1", method="GET", cookie="", body=b"", most=None):
    """(status, headers, body) of an answer over a connection of its own; `most` bytes of the body are enough."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        lines = [
            f"{method} {address} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"X-Forwarded-For: {visitor}",
            "Connection: close",
        ]
        lines += [f"Cookie: {cookie}"] * bool(cookie) + [f"Referer: http://127.0.0.1:{port}{address}"]
        form = ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        lines += form if method == "POST" else ["Accept-Encoding: gzip"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *headers = head.strip().split("\r\n")
        content = await reader.read(-1 if most is None else most)
        return int(status.split()[1]), headers, content
    finally:
        writer.close()


@dataclass
class Figures:
    """(seconds since the beginning, class, status, seconds taken) of each request."""

    taken: list = field(default_factory=list)

    async def record(self, began, name, request):
        start = time.perf_counter()
        try:
            status = (await asyncio.wait_for(request, LONGEST))[0]
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            status = BROKEN
        self.taken.append((start - began, name, status, time.perf_counter() - start))


async def arrivals(port, mix, rate, seconds, figures):
    """Send `rate` requests a second at random intervals (Poisson) for so many seconds; wait for the last answers."""
    began, due, chance, running = time.perf_counter(), 0.0, random.Random(7), set()
    while due < seconds:
        await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
        name, address, visitor = mix.draw()
        task = asyncio.create_task(figures.record(began, name, fetch(port, address, visitor)))
        running.add(task)
        task.add_done_callback(running.discard)
        due += chance.expovariate(rate)
    await asyncio.gather(*running)


async def capacity(port, mix, clients=8, seconds=10.0):
    """Answers a second to clients that ask again as soon as they have an answer."""
    figures, began = Figures(), time.perf_counter()

    async def ask_on():
        while time.perf_counter() - began < seconds:
            name, address, visitor = mix.draw()
            await figures.record(began, name, fetch(port, address, visitor))

    await asyncio.gather(*(ask_on() for _ in range(clients)))
    return sum(status in (200, 304, 404) for _, _, status, _ in figures.taken) / (time.perf_counter() - began)
