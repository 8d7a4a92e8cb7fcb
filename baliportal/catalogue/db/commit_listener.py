"""Waiting for commits that move the head of the journal: by LISTEN on PostgreSQL, by polling on SQLite."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from ..journal.head import Head, newest_head

#: The channel of the trigger: see the migration `notify_of_commits`.
LISTEN = "LISTEN catalogue_journal"


class CommitListener:
    """A database connection that waits for the next commit."""

    def __init__(self, own_connection: BaseDatabaseWrapper):
        self._connection = own_connection

    def head(self) -> Head:
        """The newest head of the journal."""
        return newest_head(self._connection)

    def wait(self, seconds: float, stopped: Event) -> None:
        """Wait until the next commit, but no longer than `seconds`, as a notification may be lost behind a pooler."""
        if self._connection.vendor == "postgresql":
            for _ in self._connection.connection.notifies(timeout=seconds, stop_after=1):
                pass
        else:
            stopped.wait(seconds)


@contextmanager
def listening() -> Iterator[CommitListener]:
    """Open a connection for one thread, beside those of the pool. Raises database errors."""
    own_connection = connection.copy()
    own_connection.settings_dict["OPTIONS"].pop("pool", None)
    try:
        if own_connection.vendor == "postgresql":
            with own_connection.cursor() as cursor:
                cursor.execute(LISTEN)
        yield CommitListener(own_connection)
    finally:
        own_connection.close()
