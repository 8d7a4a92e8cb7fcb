"""Head of the journal: its newest position and the public number, read once for a whole request.

The search index catches up with the position. The public number moves only when something that everybody
may see changes: it stands in everything that is public, as in cache keys, ETags, manifests, citations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db.models import Subquery

from ..models import Change, JournalHead
from .position import START, JournalPosition, position_of


class Head(NamedTuple):
    """The newest committed change's position, and the public number after it."""

    position: JournalPosition
    public: int

    @property
    def number(self) -> int:
        return self.position.number


_pinned: ContextVar[Head | None] = ContextVar("head of the journal", default=None)


def newest_head() -> Head:
    """The head as committed, in one query."""
    public = Subquery(JournalHead.objects.filter(pk=1).values("public_number"))
    newest = Change.objects.order_by("-number").values_list("number", "at", "who", "subject", public).first()
    return Head(position_of(*newest[:4]), newest[4]) if newest else Head(START, 0)


def current_head() -> Head:
    """The head pinned for this request, or the newest."""
    return _pinned.get() or newest_head()


@contextmanager
def pinned_head() -> Iterator[Head]:
    """Inside, `current_head` asks no database: for requests that only read. Threads that they start ask anew."""
    token = _pinned.set(newest_head())
    try:
        yield _pinned.get()
    finally:
        _pinned.reset(token)
