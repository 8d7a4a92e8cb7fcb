"""What a word gives, reckoned once: a rebuild of the index meets the same words a million times over."""

from collections.abc import Callable

KEPT = 100_000  # words, some thirty megabytes; then it begins anew
LONGEST = 48  # characters; a longer stretch without a blank is a sentence of a script that writes none


class Remembered(dict):
    """For each word what `act` makes of it: half the time of an lru_cache, which orders what it keeps."""

    def __init__(self, act: Callable):
        super().__init__()
        self._act = act

    def __missing__(self, word: str):
        made = self._act(word)
        if len(word) <= LONGEST:
            if len(self) >= KEPT:
                self.clear()
            self[word] = made
        return made
