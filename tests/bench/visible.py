"""Time from before a save in one process until a search in another finds it."""

import threading
import time

from .visitor import p95
from .words import Words

SAVES, PATIENCE = 40, 10.0  # number of saves; seconds until one counts as never seen


def save_to_visible(worker, watcher, seed):
    """p50 and p95 of so many saves in ms, and of the save alone. A save that is never seen counts as PATIENCE."""
    words = Words(seed).ranked[-1]
    seen, saved = [], []
    for number in range(SAVES):
        word, sighting = f"{words}{time.time_ns()}x{number}", {}
        watching = threading.Thread(target=_watch, args=(watcher, word, sighting))
        watching.start()
        time.sleep(0.05)
        save = worker.ask("save", 30, word=word)
        watching.join()
        seen.append((sighting["at"] - save["start"]) * 1000)
        saved.append(save["ms"])
    return {"p50": sorted(seen)[SAVES // 2], "p95": p95(seen), "save p50": sorted(saved)[SAVES // 2]}


def _watch(watcher, word, sighting):
    sighting.update(watcher.ask("watch", 30, word=word, patience=PATIENCE))
