"""Counters of several worker processes that add up.

prometheus_client has a mode for several processes that maps files of each into memory. On a full disk the first write
to a new page of such a file ends the process by SIGBUS, and the portal has to go on there: so the numbers stand in
anonymous memory that the processes of one server share by fork.
"""

import mmap
import threading
from itertools import count

SLOTS = 128  # more than there are processes at a time: each writes to a slot of its own, so that no addition is lost
BYTES = 8  # of a double


class SharedCounters:
    """Sums by name. The names are given at the beginning, in the process that the others are forked from."""

    def __init__(self, names):
        self._places = {name: place for place, name in enumerate(names)}
        self._cells = memoryview(mmap.mmap(-1, SLOTS * len(self._places) * BYTES)).cast("d")
        self._lock = threading.Lock()  # between the threads of one process
        self._start = 0

    def use_slot(self, slot):
        """Write to this slot from here on; a slot keeps what ended processes counted in it."""
        self._start = slot % SLOTS * len(self._places)

    def add(self, name, amount=1):
        with self._lock:
            self._cells[self._start + self._places[name]] += amount

    def total(self, name):
        return sum(self._cells[self._places[name] :: len(self._places)])


def free_slot(taken):
    """The first slot that is not taken."""
    return next(slot for slot in count() if slot not in taken)
