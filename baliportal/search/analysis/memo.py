"""What a word gives, reckoned once: a rebuild of the index meets the same words a million times over."""

from collections.abc import Callable

KEPT = 100_000  # words, some thirty megabytes; and as many from before
LONGEST = 48  # characters; a longer stretch without a blank is a sentence of a script that writes none


class Memo(dict):
    """For each word what `act` makes of it: half the time of an lru_cache, which orders what it keeps.

    When it is full it begins anew, but what it held before is still known: common words are never made again.
    """

    def __init__(self, act: Callable):
        super().__init__()
        self._act, self._before = act, {}

    def __missing__(self, word: str):
        known = self._before.get(word)
        made = self._act(word) if known is None else known
        if len(word) <= LONGEST:
            if len(self) >= KEPT:
                self._before = dict(self)
                self.clear()
            self[word] = made
        return made
