"""Consistent reads: one state of the database, and the index at the same position of the journal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from baliportal.catalogue.db.consistent_read import snapshot
from baliportal.catalogue.journal.head import Head, newest_head
from baliportal.catalogue.statuses import Visibility

from .audiences import indexed_audience
from .index import IndexUnusable
from .sync import POLL_INTERVAL, VISITOR_TIMEOUT, get_index, index_for_reading


@contextmanager
def consistent_read(audience: str = Visibility.PUBLIC) -> Iterator[Head]:
    """Make all reads of this thread inside agree, from the database and through searches; give the journal's head.

    Searches are those of an audience.

    Between a commit and that of the index there is a moment in which they differ: it is waited for. Raises
    IndexUnusable when they do not agree within VISITOR_TIMEOUT.
    """
    deadline = time.monotonic() + VISITOR_TIMEOUT
    while True:
        head = newest_head()
        index_for_reading(head.position, audience)  # outside the snapshot, as it may start an update of the index
        index = get_index(indexed_audience(audience, head.position))  # never another in its place: it lacks entries
        with snapshot() as snapshot_head, index.holding(head.position) as is_held:
            if is_held and snapshot_head.position == head.position:
                yield snapshot_head
                return
        if index.backoff.active or time.monotonic() > deadline:
            raise IndexUnusable("the index does not keep up with the journal")
        time.sleep(POLL_INTERVAL)
