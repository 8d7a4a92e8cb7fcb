"""Read replica: public pages read from REPLICA_URL while it is as far as the primary; everything else from the primary.

The head of the journal comes from the primary. A replica that is behind it, or does not answer, is left alone for some
seconds; a page that it failed to answer is made again from the primary.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse

from baliportal.catalogue.background import run_exclusive
from baliportal.catalogue.journal.head import Head, current_head, newest_head
from baliportal.search.index.backoff import Backoff

from .page_cache import is_cacheable_request

log = logging.getLogger(__name__)

REPLICA = "replica"
#: Seconds between two questions to the replica, and for which its last answer counts while the head stays.
CHECK_INTERVAL, MAX_AGE = 0.25, 5.0
#: Seconds until it is asked again where it did not answer.
PAUSE = 5.0

in_background = run_exclusive("replica-check")


class ReplicaUse:
    """The replica as one request uses it: `ended` by the first write, `failed` by the first error of the replica."""

    def __init__(self) -> None:
        self.ended = self.failed = False


_use: ContextVar[ReplicaUse | None] = ContextVar("use of the replica", default=None)


class ReplicaRouter:
    """Database router: the replica for reads of requests that use it, outside transactions; else the primary."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        use = _use.get()
        if use is None or use.ended or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return REPLICA

    def db_for_write(self, model: type, **hints: Any) -> str:
        if use := _use.get():
            use.ended = True
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: object, other: object, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None


class Replica:
    """The state of the replica as a process knows it; shared by its threads.

    A thread of its own asks for it: no visitor waits.
    """

    def __init__(self) -> None:
        self._seen: tuple[Head | None, float] = None, 0.0
        self._asked, self._away = Backoff(CHECK_INTERVAL), Backoff(PAUSE)

    def is_at(self, head: Head) -> bool:
        """True where the replica has all that the primary had at its newest head, as it said at most MAX_AGE ago."""
        if self._away.active:
            return False
        if not (self._is_seen(head, CHECK_INTERVAL) or self._asked.active):
            self._asked.start()
            in_background(self._ask)
        return self._is_seen(head, MAX_AGE) and not self._away.active

    def _is_seen(self, head: Head, seconds: float) -> bool:
        seen, at = self._seen
        return seen == head and time.monotonic() - at < seconds

    def _ask(self) -> None:
        try:
            self._seen = newest_head(connections[REPLICA]), time.monotonic()
        except (OperationalError, InterfaceError) as problem:
            self.leave_alone(problem)
        finally:
            connections[REPLICA].close()

    def leave_alone(self, problem: Exception) -> None:
        """Read from the primary for some seconds."""
        self._away.start()
        log.warning("The replica is left alone for %d seconds: %s", PAUSE, type(problem).__name__)


replica = Replica()


class ReplicaReads:
    """Middleware inside the page cache, which read the head from the primary; sends public pages to the replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            REPLICA not in connections.settings
            or not is_cacheable_request(request)
            or not replica.is_at(current_head())
        ):
            return self.get_response(request)
        with _using_replica() as use:
            response = self.get_response(request)
        return self.get_response(request) if use.failed else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Note an error of the replica; the answer given here is thrown away, as the page is made once more."""
        use = _use.get()
        if not use or not isinstance(exception, OperationalError | InterfaceError):
            return None
        use.failed = True
        replica.leave_alone(exception)
        return HttpResponse(status=503)


@contextmanager
def _using_replica() -> Iterator[ReplicaUse]:
    use = ReplicaUse()
    token = _use.set(use)
    try:
        yield use
    finally:
        _use.reset(token)
