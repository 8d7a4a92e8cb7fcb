"""A cache of search results. It belongs to one state of the index, so that no entry can be stale."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

# Results of some 20 kB each: addresses of a page of records, or the counts of every facet.
MAX_RESULTS = 400


class ResultCache:
    """A least-recently-used cache for all threads of a process.

    functools.lru_cache cannot be used: the key and the function that computes the result are given apart. Two threads
    that miss the same key at once both compute it.
    """

    def __init__(self, max_results: int = MAX_RESULTS):
        self._max_results, self._lock = max_results, threading.Lock()
        self._results: OrderedDict[Hashable, Any] = OrderedDict()

    def get_or_compute(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """The cached result for a key, or that of `compute`."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
        result = compute()
        with self._lock:
            self._results[key] = result
            if len(self._results) > self._max_results:
                self._results.popitem(last=False)
        return result

    def clear(self) -> None:
        with self._lock:
            self._results.clear()
