"""The index of everything that is published: read, changed and rebuilt.

It is a projection of the catalogue and may be thrown away at any time. One object serves all threads of a process;
any number of processes may use one directory.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import tantivy

from .document import Document
from .readers import Reader, ReaderPool
from .schema import SCHEMA
from .storage import IndexStorage, IndexUnusable
from .writer import additions, changes, write

__all__ = ["Index", "IndexUnusable"]

# Bytes that Tantivy may fill before it writes a segment; it takes no less than the first.
HEAP_FOR_CHANGES, HEAP_FOR_REBUILD = 15_000_000, 400_000_000


class Index:
    def __init__(self, directory: Path):
        self._shelf = IndexStorage(directory)
        self._views = ReaderPool(self._shelf)
        self._held = threading.local()

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

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """The newest state, or the one held. Raises IndexUnusable, also when the damage shows only in reading."""
        with self.guarding():
            yield self._view()

    @contextmanager
    def holding(self, number: int) -> Iterator[bool]:
        """Whatever this thread reads inside is of the present state; False when that is at another number."""
        view, before = self._views.newest(), getattr(self._held, "view", None)
        self._held.view = view if view.number == number else None
        try:
            yield view.number == number
        finally:
            self._held.view = before

    def guarding(self) -> AbstractContextManager[None]:
        """For reading on in a view that `reading` gave."""
        return self._views.guarding()

    def apply(
        self, upserts: Iterable[Document], deletions: Iterable[str], number: int, *, since: int | None = None
    ) -> bool:
        """Puts in the newest form of some records, takes out others, and notes `number`: all in one commit.

        False, and nothing done, while another thread or process writes, or when the index is no longer at `since`:
        who has read the index's number, then the journal from there on, gives it, so that no change is passed over.
        A `number` that the index is already beyond changes nothing. Raises IndexUnusable.
        """
        with self._shelf.lock("writing") as held:
            if not held:
                return False
            view = self._views.newest()
            if since not in (None, view.number):
                return False
            if number < view.number:
                return True
            with self.guarding():
                index = tantivy.Index.open(str(view.path))
                return write(index, HEAP_FOR_CHANGES, changes(upserts, deletions, number))

    def rebuild(self, documents: Iterable[Document], number: int) -> bool:
        """Builds the index anew beside the living one and swaps it in whole.

        `documents` are all that are to be found, read at `number` in the journal or later; when they fail, the
        living index stays. The new one is at `number` even if the living one was further by then: apply the
        journal from there. False, and nothing done, while another thread or process rebuilds.
        """
        with self._shelf.lock("rebuilding") as held:
            if held:
                self._shelf.clear()
                try:
                    self._build(self._shelf.new(), documents, number)
                finally:
                    self._shelf.clear()
            return held

    def _view(self) -> Reader:
        return getattr(self._held, "view", None) or self._views.newest()

    def _build(self, path: Path, documents: Iterable[Document], number: int) -> None:
        write(tantivy.Index(SCHEMA, str(path)), HEAP_FOR_REBUILD, additions(documents, number))
        with self._shelf.lock("writing", wait=True):
            self._shelf.point_to(path)
