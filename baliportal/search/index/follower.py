"""Follower: a thread of the web server that keeps the indexes of its machine at the journal's head.

The process that commits updates the index of its own machine; this one brings the changes of others, before a visitor
comes. Each web process has one, and one of each machine follows; when its process ends, another takes over.
"""

import logging
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.db import connections

from baliportal.catalogue.db.commit_listener import CommitListener, listening
from baliportal.catalogue.db.pool import discard_dead_connections

from .storage import IndexStorage
from .sync import BACKGROUND_DELAY, catch_up, indexes, is_behind

log = logging.getLogger(__name__)

#: Seconds between two looks at the head without a notification.
POLL_INTERVAL = 0.5
#: Seconds until the next attempt after an error, and to take over from another process.
PAUSE = 1.0


class Follower:
    """The thread; `start` after the fork of a web process, `stop` before its end."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="index-follower", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread, and wait some seconds for a commit of the index to end; a later end harms nothing."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        is_failing = False
        while not self._stopped.is_set():
            try:
                self._follow_alone()
                is_failing = False
            except Exception as problem:  # nothing may end this thread, and no request depends on it
                with suppress(Exception):
                    discard_dead_connections()
                if not is_failing:
                    log.warning("The index is not followed until the next attempt", exc_info=problem)
                is_failing = True
            finally:
                connections.close_all()
            self._stopped.wait(PAUSE)

    def _follow_alone(self) -> None:
        """Follow until the end or an error, or return where another process of this machine follows."""
        with IndexStorage(settings.INDEX_ROOT).lock("following") as is_locked:
            if is_locked:
                with listening() as listener:
                    while not self._stopped.is_set():
                        follow(listener)
                        listener.wait(POLL_INTERVAL, self._stopped)


def follow(listener: CommitListener) -> None:
    """Bring the indexes to the head of the journal, after the process that committed had time to do so."""
    if not _is_any_behind(listener):
        return
    time.sleep(BACKGROUND_DELAY)
    if _is_any_behind(listener):
        try:
            catch_up()
        finally:
            connections.close_all()  # those of the pool go back to it


def _is_any_behind(listener: CommitListener) -> bool:
    position = listener.head().position
    return any(not index.backoff.active and is_behind(index, position) for index in indexes())
