"""Prefetching over two connections: the next part is read in a thread while the caller works on the present one."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any

from django.db import connection

from .consistent_read import export_snapshot, join_snapshot

#: Parts read at the same time; more slow each other down.
CONCURRENT_PARTS = 2
#: Items that a thread produces ahead of the caller.
QUEUE_SIZE = 4


def iter_parts(read: Callable[[Any], Iterator], parts: Iterable) -> Iterator:
    """Yield what `read` yields of each part, in order, while the next part is read in a thread.

    Call it inside `snapshot`, so that all parts are of one state. Where that state cannot be exported, parts are read
    one after the other. `parts` is iterated in the caller's thread.
    """
    state = export_snapshot()
    if state is None:
        for part in parts:
            yield from read(part)
        return
    started: deque[PrefetchIterator] = deque()
    try:
        for part in parts:
            started.append(PrefetchIterator(_read_in(state, read, part)))
            if len(started) == CONCURRENT_PARTS:
                yield from started[0]
                started.popleft()
        while started:
            yield from started[0]
            started.popleft()
    finally:
        for iterator in started:
            iterator.stop()


def _read_in(state, read, part):
    try:
        with join_snapshot(state):
            yield from read(part)
    finally:
        connection.close()  # Each thread has a connection of its own.


class PrefetchIterator:
    """Iterates over a generator that runs ahead in a thread of its own; its exceptions are raised in the caller."""

    def __init__(self, generator: Generator):
        self._queue: queue.Queue = queue.Queue(QUEUE_SIZE)
        self._stopped = False
        self._thread = threading.Thread(target=self._run, args=(generator,), name="prefetch", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator:
        while True:
            items, problem = self._queue.get()
            yield from items
            if not items:
                break
        self._thread.join()
        if problem:
            raise problem

    def stop(self) -> None:
        """Stop after the item in progress; returns when the thread has ended."""
        self._stopped = True
        while self._thread.is_alive():
            try:
                self._queue.get(timeout=0.05)
            except queue.Empty:
                continue

    def _run(self, generator):
        problem = None
        try:
            for item in generator:
                self._queue.put(([item], None))
                if self._stopped:
                    break
            generator.close()
        except Exception as error:
            problem = error
        self._queue.put(([], problem))
