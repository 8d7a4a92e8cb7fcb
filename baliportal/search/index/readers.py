"""Opening the living index and keeping up with what other processes commit."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from typing import NamedTuple

import tantivy

from baliportal.catalogue.journal.position import JournalPosition

from .checksums import find_corruption
from .result_cache import ResultCache
from .schema import JOURNAL_ID, SCHEMA
from .storage import IndexStorage, IndexUnusable
from .writer import is_panic

SUMMED = 256 << 20  # bytes; of a larger index the sums are checked only when it fails
ATTEMPTS = 2  # to open an index while another is being swapped in, before the last one


class Reader(NamedTuple):
    """One state of the index: searches of one view agree with each other whatever is committed meanwhile."""

    searcher: tantivy.Searcher
    position: JournalPosition
    opened: tantivy.Index
    path: Path
    stamp: tuple
    answers: ResultCache

    @property
    def number(self) -> int:
        return self.position.number


class ReaderPool:
    """The newest view, for all threads of a process. Raises IndexUnusable when there is none."""

    def __init__(self, shelf: IndexStorage):
        self._shelf = shelf
        self._lock = threading.Lock()
        self._view: Reader | None = None
        self._broken: tuple[tuple, str] | None = None

    def newest(self) -> Reader:
        """Costs two looks at the file system when nothing was committed."""
        view = self._view
        if view and view.stamp == self._shelf.stamp(view.path):
            return view
        with self._lock:
            for _ in range(ATTEMPTS):
                with suppress(IndexUnusable):
                    return self._renewed()
            return self._renewed()

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Tells damage that shows only in reading, IndexUnusable, from an error of ours."""
        try:
            yield
        except BaseException as problem:
            if not _is_tantivys(problem):
                raise
            self._refuse_damaged(self._shelf.living(), inf)
            raise RuntimeError(f"Tantivy failed on a sound index: {problem}") from problem

    def _renewed(self) -> Reader:
        try:
            self._view = self._opened(self._shelf.living())
            return self._view
        except BaseException as problem:
            self._view = None
            if isinstance(problem, Exception) or is_panic(problem):
                raise IndexUnusable(str(problem)) from problem
            raise

    def _opened(self, path: Path) -> Reader:
        stamp = self._shelf.stamp(path)  # taken first: a commit that comes while opening is seen next time
        if self._broken and self._broken[0] == stamp:
            raise IndexUnusable(self._broken[1])
        opened = self._reloaded(path)
        searcher = opened.searcher()
        return Reader(searcher, _journal_position(searcher), opened, path, stamp, ResultCache())

    def _reloaded(self, path: Path) -> tantivy.Index:
        if self._view and self._view.path == path:
            self._view.opened.reload()
            return self._view.opened
        self._refuse_damaged(path, SUMMED)
        opened = tantivy.Index.open(str(path))
        opened.config_reader("manual")
        return opened

    def _refuse_damaged(self, path: Path, summed: float) -> None:
        stamp = self._shelf.stamp(path)
        if found := find_corruption(path, summed):
            self._broken, self._view = (stamp, found), None
            raise IndexUnusable(found)


def _journal_position(searcher: tantivy.Searcher) -> JournalPosition:
    entry = searcher.search(tantivy.Query.term_query(SCHEMA, "id", JOURNAL_ID), 1, count=False).hits
    if not entry:
        raise IndexUnusable("the index does not say how far in the journal it is")
    address = entry[0][1]
    return JournalPosition(*(searcher.fast_field_values(field, [address])[0] for field in ("journal", "history")))


def _is_tantivys(problem: BaseException) -> bool:
    """In reading, errors of Tantivy come as ValueError or as panics."""
    return isinstance(problem, ValueError) or is_panic(problem)
