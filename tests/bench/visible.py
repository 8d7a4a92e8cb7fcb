"""From before a save in one process until a search in another finds it."""

import threading
import time

from .visitor import p95
from .words import Words

SAVES, PATIENCE = 40, 10.0  # seconds


def save_to_visible(worker, watcher, seed):
    """p50 and p95 of so many saves in ms, and of the save alone. A save that is never seen counts as PATIENCE."""
    words = Words(seed).ranked[-1]
    seen, saved = [], []
    for number in range(SAVES):
        word, found = f"{words}{time.time_ns()}x{number}", {}
        watching = threading.Thread(target=lambda: found.update(watcher.ask("watch", 30, word=word, patience=PATIENCE)))  # noqa: B023
        watching.start()
        time.sleep(0.05)
        told = worker.ask("save", 30, word=word)
        watching.join()
        seen.append((found["at"] - told["start"]) * 1000)
        saved.append(told["ms"])
    return {"p50": sorted(seen)[SAVES // 2], "p95": p95(seen), "save p50": sorted(saved)[SAVES // 2]}
