"""One state of everything: of the database, and of the index at the same number of the journal."""

import time
from contextlib import contextmanager

from baliportal.catalogue.db.consistent_read import snapshot

from .index import IndexUnusable
from .sync import PAUSE, VISITORS_PATIENCE, get_index, index_for_reading


@contextmanager
def consistent_read():
    """What is read inside, from the database or through a search, agrees; gives the journal's position in it.

    Between a commit and the index's there is a moment in which they differ: it is waited for. Raises IndexUnusable
    when they do not meet in a few seconds.
    """
    deadline = time.monotonic() + VISITORS_PATIENCE
    while True:
        index_for_reading()  # outside the snapshot: it sees to what the index lacks
        with snapshot() as position, get_index().holding(position.number) as held:
            if held:
                yield position
                return
        if time.monotonic() > deadline:
            raise IndexUnusable("the index does not keep up with the journal")
        time.sleep(PAUSE)
