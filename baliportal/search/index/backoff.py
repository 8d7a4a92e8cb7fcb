"""Backoff: a pause after a failure, before the same is tried again."""

import time


class Backoff:
    """A pause of some seconds, shared by the threads of a process."""

    def __init__(self, seconds: float):
        self._seconds, self._until = seconds, 0.0

    @property
    def active(self) -> bool:
        return time.monotonic() < self._until

    def start(self) -> None:
        self._until = time.monotonic() + self._seconds

    def end(self) -> None:
        self._until = 0.0
