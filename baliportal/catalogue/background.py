"""Background threads with a database connection of their own."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import connection

log = logging.getLogger(__name__)


def run_in_thread(function: Callable[[], object], name: str) -> None:
    """Run a function in a daemon thread; exceptions are logged."""
    threading.Thread(target=_run, args=(function, name), name=name, daemon=True).start()


def run_exclusive(name: str, after: float = 0.0) -> Callable:
    """Return a starter that runs a function in a thread after `after` seconds, unless one is running already."""
    lock = threading.Lock()

    def in_background(function):
        if lock.acquire(blocking=False):
            run_in_thread(lambda: _then_release(function, lock, after), name)

    return in_background


def _then_release(function, lock, after):
    time.sleep(after)
    try:
        function()
    finally:
        lock.release()


def _run(function, name):
    try:
        function()
    except Exception:
        log.exception("%s failed", name)
    finally:
        connection.close()
