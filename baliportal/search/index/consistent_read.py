"""One state of everything: of the database, and of the index at the same number of the journal."""

import time
from contextlib import contextmanager

from baliportal.catalogue.db.consistent_read import snapshot
from baliportal.catalogue.journal.head import newest_head

from .index import IndexUnusable
from .sync import PAUSE, VISITORS_PATIENCE, index_for_reading


@contextmanager
def consistent_read():
    """What is read inside, from the database or through a search, agrees; gives the journal's position in it.

    Between a commit and the index's there is a moment in which they differ: it is waited for. Raises IndexUnusable
    when they do not meet in a few seconds.
    """
    deadline = time.monotonic() + VISITORS_PATIENCE
    while True:
        head = newest_head()
        index = index_for_reading(head.position)  # outside the snapshot: it sees to what the index lacks
        with snapshot() as read, index.holding(head.position) as held:
            if held and read.position == head.position:
                yield read
                return
        if index.backoff.active or time.monotonic() > deadline:
            raise IndexUnusable("the index does not keep up with the journal")
        time.sleep(PAUSE)
