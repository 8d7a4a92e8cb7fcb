"""Head of the journal: its newest position and the public number, read once for a whole request.

The search index catches up with the position. The public number moves only when something that everybody
may see changes: it stands in everything that is public, as in cache keys, ETags, manifests, citations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ..models import JournalHead
from .position import JournalPosition


class Head(NamedTuple):
    """The newest committed change's position, and the public number after it with its stamp."""

    position: JournalPosition
    public: int
    stamp: int

    @property
    def number(self) -> int:
        return self.position.number

    @property
    def public_version(self) -> str:
        """For cache keys: the public number, told from the same number of another history, as before a restore."""
        return f"{self.public}-{self.stamp:x}"


_pinned: ContextVar[Head | None] = ContextVar("head of the journal", default=None)
# Without the ORM: to put this query together takes fifteen times as long as to run it, and every request asks it.
QUERY = f"SELECT number, fingerprint, public_number, public_stamp FROM {JournalHead._meta.db_table} WHERE id = 1"  # noqa: S608


def newest_head(connection: BaseDatabaseWrapper | None = None) -> Head:
    """The head as committed, in one query; of the primary database, unless another connection is given."""
    with (connection or connections[DEFAULT_DB_ALIAS]).cursor() as cursor:
        cursor.execute(QUERY)
        number, fingerprint, public, stamp = cursor.fetchone() or (0, 0, 0, 0)
    return Head(JournalPosition(number, fingerprint), public, stamp)


def current_head() -> Head:
    """The head pinned for this request, or the newest."""
    return _pinned.get() or newest_head()


@contextmanager
def pinned_head(head: Head | None = None) -> Iterator[Head]:
    """Inside, `current_head` asks no database: for requests that only read. Threads that they start ask anew.

    The head is the newest one unless it is given.
    """
    head = head or newest_head()
    token = _pinned.set(head)
    try:
        yield head
    finally:
        _pinned.reset(token)
