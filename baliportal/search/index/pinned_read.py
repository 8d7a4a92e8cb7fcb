"""One request's view of the portal: the journal's position, and the index at that position, both read once."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from baliportal.catalogue.journal.head import current_head

from .index import IndexUnusable
from .sync import get_index


@contextmanager
def pinned_read() -> Iterator[bool]:
    """Whether the index is at the journal's position; if so, all searches of this thread inside see that one state.

    Where it is not, searches see the newest state, as anywhere else. The database may go on meanwhile: see
    `consistent_read` for what must agree to the letter.
    """
    with ExitStack() as stack:
        is_current = False
        with suppress(IndexUnusable):
            is_current = stack.enter_context(get_index().holding(current_head().position))
        yield is_current
