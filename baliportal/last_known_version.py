"""The public version that the database told last, for kept pages while it is away."""

import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError

from baliportal.catalogue.journal.head import Head
from baliportal.search.index.backoff import Backoff

#: Seconds for which kept pages are still given out. A portal that only this machine cannot reach may go on elsewhere,
#: and withdraw something meanwhile.
MAX_AGE = 3600.0
#: Seconds between two questions while the database does not answer: each may take as long as a connection's timeout.
PAUSE = 1.0


class LastKnownVersion:
    """Asks for the journal's head and remembers its public version; shared by the threads of a process."""

    def __init__(self) -> None:
        self._version, self._at = "", 0.0
        self._backoff, self._problem = Backoff(PAUSE), OperationalError("the database does not answer")

    def ask(self, newest_head: Callable[[], Head]) -> Head:
        """The journal's head. Raises the database's error, without asking for PAUSE seconds after one."""
        if self._backoff.active:
            raise OperationalError("the database did not answer a moment ago") from self._problem
        try:
            head = newest_head()
        except (OperationalError, InterfaceError) as problem:
            self._problem = problem
            self._backoff.start()
            raise
        self._version, self._at = head.public_version, time.monotonic()
        return head

    @property
    def version(self) -> str:
        """The last public version, or "" where there is none of the last MAX_AGE seconds."""
        return self._version if time.monotonic() - self._at < MAX_AGE else ""
