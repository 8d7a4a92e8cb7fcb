"""The index of everything that is published: read, changed and rebuilt.

It is a projection of the catalogue and may be thrown away at any time. One object serves all threads of a process;
any number of processes may use one directory.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import tantivy

from baliportal.catalogue.journal.position import JournalPosition

from .backoff import Backoff
from .document import Document
from .readers import Reader, ReaderPool
from .schema import SCHEMA, journal_entry
from .storage import IndexStorage, IndexUnusable, IndexWriteError
from .writer import additions, changes, checked, write

__all__ = ["Index", "IndexUnusable", "IndexWriteError"]

# Bytes that Tantivy may fill before it writes a segment; it takes no less than the first.
HEAP_FOR_CHANGES, HEAP_FOR_REBUILD = 15_000_000, 400_000_000
RETRY = 10.0  # seconds


class Index:
    """An index in `directory`; one that was built by another `version` is unusable."""

    def __init__(self, directory: Path, version: str = ""):
        self._shelf = IndexStorage(directory, version)
        self._views = ReaderPool(self._shelf)
        self._held = threading.local()
        self.backoff = Backoff(RETRY)  # begins when the index could not be written at all

    @property
    def needs_rebuild(self) -> bool:
        try:
            self._views.newest()
        except IndexUnusable:
            return True
        return False

    @property
    def number(self) -> int:
        """The number in the journal up to which the index tells everything. Raises IndexUnusable."""
        return self._view().number

    @property
    def position(self) -> JournalPosition:
        """That number with the fingerprint of the change that has it. Raises IndexUnusable."""
        return self._view().position

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """The newest state, or the one held. Raises IndexUnusable, also when the damage shows only in reading."""
        with self.guarding():
            yield self._view()

    @contextmanager
    def holding(self, position: JournalPosition) -> Iterator[bool]:
        """Whatever this thread reads inside is of the present state; False when that is at another position."""
        view, before = self._views.newest(), getattr(self._held, "view", None)
        self._held.view = view if view.position == position else None
        try:
            yield view.position == position
        finally:
            self._held.view = before

    def guarding(self) -> AbstractContextManager[None]:
        """For reading on in a view that `reading` gave."""
        return self._views.guarding()

    def apply(
        self,
        upserts: Iterable[Document],
        deletions: Iterable[str],
        number: int,
        *,
        since: int | None = None,
        fingerprint: int = 0,
    ) -> bool:
        """Puts in the newest form of some records, takes out others, and notes `number`: all in one commit.

        `fingerprint` is that of the change with this number.

        False, and nothing done, while another thread or process writes, or when the index is no longer at `since`:
        who has read the index's number, then the journal from there on, gives it, so that no change is passed over.
        A `number` that the index is already beyond changes nothing. Raises IndexUnusable; IndexWriteError, with the
        index as it was, when the commit fails.
        """
        with self._shelf.lock("writing") as held:
            if not held:
                return False
            view = self._views.newest()
            if since not in (None, view.number):
                return False
            if number < view.number:
                return True
            fill = changes(upserts, deletions, journal_entry(number, fingerprint))
            return write(_opened(view.path), HEAP_FOR_CHANGES, fill)

    def rebuild(self, documents: Iterable[Document], number: int, *, fingerprint: int = 0) -> bool:
        """Builds the index anew beside the living one and swaps it in whole.

        `documents` are all that are to be found, read at `number` in the journal or later; when they fail, the
        living index stays. The new one is at `number` even if the living one was further by then: apply the
        journal from there. False, and nothing done, while another thread or process rebuilds. Raises IndexWriteError,
        with the living index as it was, when there is no room or no right to write.
        """
        with self._shelf.lock("rebuilding") as held:
            if held:
                fill = additions(documents, journal_entry(number, fingerprint))
                with self._shelf.new() as path:
                    write(_created(path), HEAP_FOR_REBUILD, fill)
                    with self._shelf.lock("writing", wait=True):
                        self._shelf.point_to(path)
            return held

    def _view(self) -> Reader:
        return getattr(self._held, "view", None) or self._views.newest()


def _created(path: Path) -> tantivy.Index:
    return checked(tantivy.Index, SCHEMA, str(path))


def _opened(path: Path) -> tantivy.Index:
    return checked(tantivy.Index.open, str(path))
