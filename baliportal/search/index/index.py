"""The search index: reading, applying changes, rebuilding.

It is a projection of the catalogue and may be thrown away at any time. One object serves all threads of a process;
any number of processes may use one directory.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import tantivy

from baliportal.catalogue.journal.position import JournalPosition
from baliportal.catalogue.statuses import Visibility

from .backoff import Backoff
from .document import Document
from .readers import Reader, ReaderPool
from .schema import SCHEMA, journal_entry
from .storage import IndexStorage, IndexUnusable, IndexWriteError
from .writer import PageWriter, additions, changes, checked, write

__all__ = ["Index", "IndexUnusable", "IndexWriteError"]

# Bytes that Tantivy may fill before it writes a segment; it takes no less than the first.
HEAP_FOR_CHANGES, HEAP_FOR_REBUILD, HEAP_FOR_PAGES = 15_000_000, 400_000_000, 200_000_000
# Seconds until writing is tried again after the index could not be written.
RETRY_SECONDS = 10.0


class Index:
    """An index in `directory` of what an audience may see; one that was built by another `version` is unusable."""

    def __init__(self, directory: Path, version: str = "", audience: str = Visibility.PUBLIC):
        self.audience = audience
        self._storage = IndexStorage(directory, version)
        self._reader_pool = ReaderPool(self._storage)
        self._held = threading.local()
        self.backoff = Backoff(RETRY_SECONDS)

    @property
    def needs_rebuild(self) -> bool:
        try:
            self._reader_pool.newest()
        except IndexUnusable:
            return True
        return False

    @property
    def number(self) -> int:
        """The number in the journal up to which the index is complete. Raises IndexUnusable."""
        return self._reader().number

    @property
    def position(self) -> JournalPosition:
        """That number with the fingerprint of the change that has it. Raises IndexUnusable."""
        return self._reader().position

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader of the newest state, or of the one held. Raises IndexUnusable, also for damage found inside."""
        with self.guarding():
            yield self._reader()

    @contextmanager
    def holding(self, position: JournalPosition) -> Iterator[bool]:
        """Hold the newest state for all reads of this thread inside; False, and nothing held, at another position."""
        reader, before = self._reader_pool.newest(), getattr(self._held, "reader", None)
        self._held.reader = reader if reader.position == position else None
        try:
            yield reader.position == position
        finally:
            self._held.reader = before

    def guarding(self) -> AbstractContextManager[None]:
        """Raise IndexUnusable for damage found inside, while a reader is used beyond `reading`."""
        return self._reader_pool.guarding()

    def apply(
        self,
        upserts: Iterable[Document],
        deletions: Iterable[str],
        number: int,
        *,
        since: int | None = None,
        fingerprint: int = 0,
    ) -> bool:
        """Put in the newest form of some records, remove others by id, and store `number`: all in one commit.

        `number` and `fingerprint` are those of the last change in the journal that is applied. `since` is the number
        from which on the journal was read.

        False, and nothing done, while another thread or process writes, and when the index is no longer at `since`, so
        that no change is lost. A `number` that the index is already beyond changes nothing. Raises IndexUnusable;
        IndexWriteError, with the index as it was, when the commit fails.
        """
        with self._storage.lock("writing") as is_locked:
            if not is_locked:
                return False
            reader = self._reader_pool.newest()
            if since not in (None, reader.number):
                return False
            if number < reader.number:
                return True
            page_writer = PageWriter(reader.path, HEAP_FOR_CHANGES)
            fill = changes(upserts, deletions, journal_entry(number, fingerprint), page_writer)
            return write(_opened(reader.path), HEAP_FOR_CHANGES, fill)

    def rebuild(self, documents: Iterable[Document], number: int, *, fingerprint: int = 0) -> bool:
        """Build a new index beside the current one and replace that at once.

        `documents` are those of all records that its audience may see, read at `number` in the journal or later; when
        reading them fails, the current index stays. The new one is at `number` even if the current one was further by
        then: apply the journal from there. False, and nothing done, while another thread or process rebuilds. Raises
        IndexWriteError, with the current index as it was, when the disk is full or cannot be written.
        """
        with self._storage.lock("rebuilding") as is_locked:
            if is_locked:
                with self._storage.new() as path:
                    page_writer = PageWriter(path, HEAP_FOR_PAGES)
                    fill = additions(documents, journal_entry(number, fingerprint), page_writer)
                    write(_created(path), HEAP_FOR_REBUILD, fill)
                    with self._storage.lock("writing", wait=True):
                        self._storage.point_to(path)
            return is_locked

    def _reader(self) -> Reader:
        return getattr(self._held, "reader", None) or self._reader_pool.newest()


def _created(path: Path) -> tantivy.Index:
    return checked(tantivy.Index, SCHEMA, str(path))


def _opened(path: Path) -> tantivy.Index:
    return checked(tantivy.Index.open, str(path))
