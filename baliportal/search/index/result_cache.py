"""What was asked of one state of the index before: it cannot have changed, and goes with that state."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

MOST = 400  # answers, some 20 kB each: addresses of a page of records, or the counts of every facet


class ResultCache:
    """The answers asked for last, for all threads of a process; two that ask at once may both find out."""

    def __init__(self, most: int = MOST):
        self._most, self._kept, self._lock = most, OrderedDict(), threading.Lock()

    def of(self, asked: Hashable, find: Callable[[], Any]) -> Any:
        """What was answered before, or what `find` gives."""
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        answer = find()
        with self._lock:
            self._kept[asked] = answer
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
