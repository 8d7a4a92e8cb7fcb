"""How far the journal goes, read once for a whole request.

The journal's own number says what the search index has to catch up with. The public number moves only when something
that everybody may see changes: it stands in everything that is public, as in cache keys, ETags, manifests, citations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from ..models import JournalHead


class Position(NamedTuple):
    number: int
    public: int


_pinned: ContextVar[Position | None] = ContextVar("journal position", default=None)


def newest_position() -> Position:
    """The position as committed, in one query."""
    return Position(*JournalHead.numbers())


def current_position() -> Position:
    """The position pinned for this request, or the newest."""
    return _pinned.get() or newest_position()


@contextmanager
def pinned_position() -> Iterator[Position]:
    """Inside, `current_position` asks no database: for requests that only read. Threads that they start ask anew."""
    token = _pinned.set(newest_position())
    try:
        yield _pinned.get()
    finally:
        _pinned.reset(token)
