"""Admission control: requests wait in a bounded queue for the threads of their lane, or are refused at once."""

from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

Request = TypeVar("Request")
WEIGHT = 0.1  # of the newest request in the average of seconds per request
FEWEST = 2  # requests at a time, however slow they are: one may wait for the database while the other computes


class Lane(Generic[Request]):
    """Threads of one class of requests and those that wait for them.

    A request is refused when it would wait longer than `longest_wait` seconds by the average of those before it: who is
    refused at once may come back, who waits for half a minute has left by then.

    Where requests take longer than `longest_wait` on average, fewer run at a time: threads of one process share its
    processor, so that the same number of answers is made, each of them sooner.
    """

    def __init__(self, threads: int, longest_wait: float):
        self.threads, self.longest_wait, self.at_once = threads, longest_wait, float(threads)
        self.running, self.seconds = 0, 0.05
        self.waiting: deque[tuple[float, Request]] = deque()

    def admit(self, request: Request, now: float) -> bool:
        """Put a request into the queue, or return False."""
        if self.waiting and self.expected_wait() > self.longest_wait:  # one may always wait, so that no thread is idle
            return False
        self.waiting.append((now, request))
        return True

    def expected_wait(self) -> float:
        return self.seconds * (len(self.waiting) + 1) / int(self.at_once)

    def startable(self, most: int | None = None) -> Iterator[Request]:
        """The requests that have a thread now; each counts as running. `most` may run at a time for the moment."""
        limit = int(self.at_once) if most is None else min(most, int(self.at_once))
        while self.waiting and self.running < limit:
            self.running += 1
            yield self.waiting.popleft()[1]

    def overdue(self, now: float, longest: float) -> Iterator[Request]:
        """The requests that have waited longer than was expected of them; they leave the queue."""
        while self.waiting and now - self.waiting[0][0] > longest:
            yield self.waiting.popleft()[1]

    def finished(self, seconds: float) -> None:
        self.running -= 1
        self.seconds += WEIGHT * (seconds - self.seconds)
        if self.seconds > self.longest_wait:
            self.at_once = max(self.at_once * (1 - WEIGHT), min(FEWEST, self.threads))
        else:
            self.at_once = min(self.at_once + WEIGHT, self.threads)
