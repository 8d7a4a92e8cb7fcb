"""Mutual exclusion of preparations: first starts or upgrades at the same time, on one machine or on several."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings

from .databases import advisory_lock

PAUSE = 0.2  # seconds between two tries


@contextmanager
def preparing_alone(waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the locks of PORTAL_VAR and of the database, which machines may share; a killed process holds neither.

    `waiting` is called once where another process has one of them. Raises OperationalError when the database cannot be
    opened.
    """
    with ExitStack() as held:
        directory = os.open(settings.VAR, os.O_RDONLY)  # the directory itself: it may be read-only
        held.callback(os.close, directory)
        _acquired(lambda: _flock(directory), waiting)
        _acquired(held.enter_context(advisory_lock()), waiting)
        yield


def _acquired(attempt: Callable[[], bool], waiting: Callable[[], None]) -> None:
    if attempt():
        return
    waiting()
    while not attempt():
        time.sleep(PAUSE)


def _flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
