"""The public version that the database told last, for kept pages while it is away."""

import time
from collections.abc import Callable
from contextlib import suppress

from django.db import InterfaceError, OperationalError

from baliportal.catalogue.background import run_exclusive
from baliportal.catalogue.db.pool import discard_dead_connections
from baliportal.catalogue.journal.head import Head
from baliportal.search.index.backoff import Backoff

#: Seconds for which kept pages are still given out. A portal that only this machine cannot reach may go on elsewhere,
#: and withdraw something meanwhile.
MAX_AGE = 3600.0
#: Seconds between two questions while the database does not answer: each may take as long as a connection's timeout.
PAUSE = 0.25

in_background = run_exclusive("database-check")


class LastKnownVersion:
    """Asks for the journal's head and remembers its public version; shared by the threads of a process."""

    def __init__(self) -> None:
        self._version, self._at = "", 0.0
        self._problem: Exception | None = None
        self._backoff = Backoff(PAUSE)

    def ask(self, newest_head: Callable[[], Head]) -> Head:
        """The journal's head. Raises the database's error.

        After one it is raised at once, as visitors would fill every thread with waiting; a thread finds out when the
        database is back.
        """
        if not self._problem:
            return self._ask(newest_head)
        if not self._backoff.active:
            self._backoff.start()
            in_background(lambda: self._try(newest_head))
        if self._problem:
            raise OperationalError("the database did not answer a moment ago") from self._problem
        return self._ask(newest_head)

    def _ask(self, newest_head: Callable[[], Head]) -> Head:
        try:
            head = newest_head()
        except (OperationalError, InterfaceError) as problem:
            self._problem = problem
            raise
        self._version, self._at, self._problem = head.public_version, time.monotonic(), None
        return head

    def _try(self, newest_head: Callable[[], Head]) -> None:
        with suppress(OperationalError, InterfaceError):
            discard_dead_connections()
            self._ask(newest_head)

    @property
    def version(self) -> str:
        """The last public version, or "" where there is none of the last MAX_AGE seconds."""
        return self._version if time.monotonic() - self._at < MAX_AGE else ""
