"""Readers of the index: opened once, renewed when this or another process commits."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from typing import NamedTuple, cast

import tantivy

from baliportal.catalogue.journal.position import JournalPosition

from .checksums import find_corruption
from .pages import DIRECTORY, searcher_of_pages
from .result_cache import ResultCache
from .schema import JOURNAL_ID, SCHEMA
from .storage import IndexStorage, IndexUnusable
from .writer import is_panic

# Bytes of an index up to which its checksums are verified on opening; those of a larger one only when it fails.
MAX_SUMMED = 256 << 20
# Times that a failure to open is passed over, as the index may just be being replaced.
RETRIES = 2


class Reader(NamedTuple):
    """One state of the index: searches with one reader agree with each other whatever is committed meanwhile."""

    searcher: tantivy.Searcher
    position: JournalPosition
    tantivy_index: tantivy.Index
    path: Path
    stamp: tuple
    result_cache: ResultCache
    pages: tantivy.Searcher | None = None

    @property
    def number(self) -> int:
        return self.position.number


class ReaderPool:
    """The newest reader, shared by all threads of a process."""

    def __init__(self, storage: IndexStorage):
        self._storage = storage
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._known_damage: tuple[tuple, str] | None = None  # the stamp of a damaged index, and the damage

    def newest(self) -> Reader:
        """A reader of the newest state; two calls of stat when nothing was committed. Raises IndexUnusable."""
        reader = self._reader
        if reader and reader.stamp == self._storage.stamp(reader.path):
            return reader
        with self._lock:
            for _ in range(RETRIES):
                with suppress(IndexUnusable):
                    return self._renewed()
            return self._renewed()

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Raise IndexUnusable when Tantivy fails inside on a damaged index, RuntimeError when on an intact one."""
        try:
            yield
        except BaseException as problem:
            if not _is_of_tantivy(problem):
                raise
            self._refuse_damaged(self._storage.current(), inf)
            raise RuntimeError(f"Tantivy failed on a sound index: {problem}") from problem

    def _renewed(self) -> Reader:
        try:
            self._reader = self._opened(self._storage.current())
            return self._reader
        except BaseException as problem:
            self._reader = None
            if isinstance(problem, Exception) or is_panic(problem):
                raise IndexUnusable(str(problem)) from problem
            raise

    def _opened(self, path: Path) -> Reader:
        stamp = self._storage.stamp(path)  # taken first: a commit that comes while opening is seen next time
        if self._known_damage and self._known_damage[0] == stamp:
            raise IndexUnusable(self._known_damage[1])
        index = self._reloaded(path)
        searcher = index.searcher()
        position = _journal_position(searcher)
        return Reader(searcher, position, index, path, stamp, ResultCache(), searcher_of_pages(path))

    def _reloaded(self, path: Path) -> tantivy.Index:
        if self._reader and self._reader.path == path:
            self._reader.tantivy_index.reload()
            return self._reader.tantivy_index
        self._refuse_damaged(path, MAX_SUMMED)
        index = tantivy.Index.open(str(path))
        index.config_reader("manual")
        return index

    def _refuse_damaged(self, path: Path, max_summed: float) -> None:
        stamp = self._storage.stamp(path)
        damage = find_corruption(path, max_summed)
        if (path / DIRECTORY).exists():
            damage = damage or find_corruption(path / DIRECTORY, max_summed)
        if damage:
            self._known_damage, self._reader = (stamp, damage), None
            raise IndexUnusable(damage)


def _journal_position(searcher: tantivy.Searcher) -> JournalPosition:
    entries = searcher.search(tantivy.Query.term_query(SCHEMA, "id", JOURNAL_ID), 1, count=False).hits
    if not entries:
        raise IndexUnusable("the index does not say how far in the journal it is")
    [(_, address)] = entries
    number, fingerprint = (searcher.fast_field_values(field, [address])[0] for field in ("journal", "history"))
    return JournalPosition(cast(int, number), cast(int, fingerprint))


def _is_of_tantivy(problem: BaseException) -> bool:
    # When reading, Tantivy fails with ValueError or with a panic.
    return isinstance(problem, ValueError) or is_panic(problem)
