"""Pinned reads: one position of the journal for a request, and the index at that position."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from baliportal.catalogue.journal.head import current_head

from .index import IndexUnusable
from .sync import get_index


@contextmanager
def pinned_read() -> Iterator[bool]:
    """Hold the index's state for all searches of this thread inside, if it is at the journal's position.

    Gives True if so; otherwise searches see the newest state, as anywhere else. The database is not held: see
    `consistent_read` for reads that must agree exactly.
    """
    with ExitStack() as stack:
        is_current = False
        with suppress(IndexUnusable):
            is_current = stack.enter_context(get_index().holding(current_head().position))
        yield is_current
