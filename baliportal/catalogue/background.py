"""Work in a thread beside whoever asks for it, with a connection to the database of its own."""

import logging
import threading
import time

from django.db import connection

log = logging.getLogger(__name__)


def run_in_thread(act, name):
    """Run `act` beside; what goes wrong is logged."""
    threading.Thread(target=_run, args=(act, name), name=name, daemon=True).start()


def run_exclusive(name, after=0.0):
    """A function that runs an act in a thread `after` so many seconds; nothing when one is at it already."""
    lock = threading.Lock()

    def in_background(act):
        if lock.acquire(blocking=False):
            run_in_thread(lambda: _then_release(act, lock, after), name)

    return in_background


def _then_release(act, lock, after):
    time.sleep(after)
    try:
        act()
    finally:
        lock.release()


def _run(act, name):
    try:
        act()
    except Exception:
        log.exception("%s failed", name)
    finally:
        connection.close()
