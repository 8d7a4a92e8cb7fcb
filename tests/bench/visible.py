"""From before a save in one process until a search over HTTP in another, begun at that moment, finds it."""

import threading
import time

from .visitor import Visitor, p95
from .words import Words

SAVES, PATIENCE = 40, 10.0  # seconds
FOUND = b'<li class="result">'


def save_to_visible(worker, port, seed):
    """p50 and p95 of so many saves in ms, and of the save alone. A save that is never seen counts as PATIENCE."""
    words = Words(seed).ranked[-1]
    seen, saved = [], []
    for number in range(SAVES):
        word = f"{words}{time.time_ns()}x{number}"
        found = {}
        watcher = threading.Thread(target=_watch, args=(Visitor(port), word, found))
        watcher.start()
        time.sleep(0.05)
        told = worker.ask("save", 30, word=word)
        watcher.join()
        seen.append((found.get("at", told["start"] + PATIENCE) - told["start"]) * 1000)
        saved.append(told["ms"])
    return {"p50": sorted(seen)[SAVES // 2], "p95": p95(seen), "save p50": sorted(saved)[SAVES // 2]}


def _watch(visitor, word, found):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        begun = time.monotonic()
        if FOUND in visitor.get(f"/search/?q={word}")[2]:
            found["at"] = begun
            return
        time.sleep(0.002)
