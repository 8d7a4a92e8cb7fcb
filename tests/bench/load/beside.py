"""What goes on beside the arrivals: two curators who save, health checks, and the memory of the server."""

import asyncio
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

from ..memory import anonymous
from .client import fetch

SAVE_EVERY, PROBE_EVERY = 5.0, 1.0  # seconds


class Form(HTMLParser):
    """The data that a form of the admin would submit unchanged."""

    def __init__(self, page):
        super().__init__()
        self.data, self._select, self._area = [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "input" and name and kind not in ("submit", "file", "button", "image"):
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.data.append((name, given.get("value") or ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.data.append((self._select, given.get("value") or ""))
        elif tag == "textarea":
            self._area = name
            self.data.append((name, ""))

    def handle_data(self, text):
        if self._area:
            self.data[-1] = (self._area, self.data[-1][1] + text)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


async def curate(port, curator, figures, began, stop):
    """Open a law and save it with another title, every five seconds."""
    address, number = f"/admin/legislation/law/{curator['law']}/change/", 0
    while not stop.is_set():
        await figures.record(began, "curator opens", _opened(port, address, curator))
        if curator.get("form"):
            number += 1
            await figures.record(began, "curator saves", _saved(port, address, curator, number))
        await _pause(stop, SAVE_EVERY)


async def _opened(port, address, curator):
    status, headers, page = await fetch(port, address, "192.0.2.9", cookie=f"sessionid={curator['session']}; x=y")
    cookies = [
        line.split(": ", 1)[1].split(";")[0] for line in headers if line.lower().startswith("set-cookie: csrftoken")
    ]
    curator["cookie"] = cookies[0] if cookies else curator.get("cookie", "")
    text = page.decode() if b"<form" in page else _unzipped(page)
    curator["form"] = Form(text).data if status == 200 else None
    return status, headers, page


def _unzipped(page):
    import zlib

    try:
        return zlib.decompressobj(31).decompress(page).decode("utf-8", "replace")
    except zlib.error:
        return page.decode("utf-8", "replace")


async def _saved(port, address, curator, number):
    form = [(name, f"A title saved {number} times" if name == "title" else value) for name, value in curator["form"]]
    cookie = f"sessionid={curator['session']}; {curator['cookie']}"
    status, headers, page = await fetch(port, address, "192.0.2.9", "POST", cookie, urlencode(form).encode())
    return (status if status == 302 else status * 10), headers, page  # a form that comes back was not saved


async def probe(port, figures, began, stop):
    while not stop.is_set():
        await figures.record(began, "health", fetch(port, "/healthz"))
        await _pause(stop, PROBE_EVERY)


async def watch_memory(pid, samples, stop):
    """Anonymous memory of a process and its children in MB, each second."""
    while not stop.is_set():
        samples.append(sum(map(anonymous, [pid, *children(pid)])))
        await _pause(stop, 1.0)


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def _pause(stop, seconds):
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def seconds_until_normal(port, longest=30.0):
    """Seconds until a page that nobody asked for before is answered within half a second."""
    began = time.perf_counter()
    while time.perf_counter() - began < longest:
        start = time.perf_counter()
        status, _, _ = await fetch(port, f"/search/?q=after+{time.time_ns()}")
        if status == 200 and time.perf_counter() - start < 0.5:
            return start - began
        await asyncio.sleep(0.1)
    return longest
