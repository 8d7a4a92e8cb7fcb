"""Reading one state of the database through two connections: while one is read out, the other is at work already."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any

from django.db import connection

from .consistent_read import exported, joined

AT_ONCE = 2  # parts under way: more would hinder each other
WAITING = 4  # things made before they are asked for


def iter_parts(read: Callable[[Any], Iterator], parts: Iterable) -> Iterator:
    """What `read` gives of each part, in their order; the next part is read in a thread beside while one is handed out.

    Call it inside `snapshot`, so that all parts are of one state. Where that cannot be shared, one part is read after
    the other. `parts` are taken in the caller's thread.
    """
    state = exported()
    if state is None:
        for part in parts:
            yield from read(part)
        return
    under_way: deque[PrefetchIterator] = deque()
    try:
        for part in parts:
            under_way.append(PrefetchIterator(_read_in(state, read, part)))
            if len(under_way) == AT_ONCE:
                yield from under_way[0]
                under_way.popleft()
        while under_way:
            yield from under_way[0]
            under_way.popleft()
    finally:
        for each in under_way:
            each.stop()


def _read_in(state, read, part):
    try:
        with joined(state):
            yield from read(part)
    finally:
        connection.close()  # the thread's own


class PrefetchIterator:
    """What a generator gives, run in a thread of its own a few things ahead; what goes wrong in it is raised here."""

    def __init__(self, things: Generator):
        self._made: queue.Queue = queue.Queue(WAITING)
        self._unwanted = False
        self._thread = threading.Thread(target=self._make, args=(things,), name="reading ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator:
        while True:
            things, problem = self._made.get()
            yield from things
            if not things:
                break
        self._thread.join()
        if problem:
            raise problem

    def stop(self) -> None:
        """Returns when the thread has ended: after the thing that it is at."""
        self._unwanted = True
        while self._thread.is_alive():
            try:
                self._made.get(timeout=0.05)
            except queue.Empty:
                continue

    def _make(self, things):
        problem = None
        try:
            for thing in things:
                self._made.put(([thing], None))
                if self._unwanted:
                    break
            things.close()
        except Exception as found:
            problem = found
        self._made.put(([], problem))
