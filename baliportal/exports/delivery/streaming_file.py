"""A file that is written at the database's speed and read at the client's.

A slow client holds neither a snapshot of the database nor memory. A file that breaks off never looks whole: reading it
raises an error in place of the end, so the connection ends without its last chunk and every HTTP client sees that
something is missing.
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from baliportal.catalogue.background import run_in_thread

from .export_cache import ExportCache, FileFacts

Row = TypeVar("Row")

#: Seconds that one client may take to read a file.
MAX_READ_SECONDS = 1800.0
#: Bytes read from the file at a time.
READ_BYTES = 256 * 1024


class ExportAborted(Exception):
    """The file will never be whole, and the bytes read so far are not to be trusted."""


class Progress:
    """Counters that the writer of a file updates: rows, the number of the state that is read, the time (ISO 8601)."""

    def __init__(self):
        self.rows, self.number, self.made = 0, 0, ""

    def count_rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Pass rows on and count them."""
        for row in rows:
            self.rows += 1
            yield row

    def count_chunks(self, chunks: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
        """Pass (number of rows, bytes) on and add up the rows."""
        for rows, chunk in chunks:
            self.rows += rows
            yield rows, chunk


class StreamingFile:
    """One file, written by a thread of its own from the moment of its creation.

    `chunks(progress)` yields its bytes. A file that is not to be stored loses its name in the directory as soon as it
    is open, so that it is gone with its reader. `facts` is None until the file is whole.
    """

    def __init__(
        self, cache: ExportCache, key: str, chunks: Callable[[Progress], Iterator[bytes]], *, store: bool = True
    ):
        self._cache, self._key, self._chunks, self._store = cache, key, chunks, store
        self._part = cache.new_part(key)
        self.facts: FileFacts | None = None
        self._file = self._part.open("w+b", buffering=0)
        if not store:
            self._part.unlink()
        self._changed = threading.Condition()
        self._written, self._done, self._problem, self._unwanted = 0, False, None, False
        run_in_thread(self._run, "export")

    def read(self) -> Iterator[bytes]:
        """The bytes as they are written. Raises ExportAborted when writing fails or the reader takes too long."""
        end, position = time.monotonic() + MAX_READ_SECONDS, 0
        try:
            while data := self._read_at(position, end):
                position += len(data)
                yield data
        finally:
            self._unwanted = True

    def started(self) -> "StreamingFile":
        """Wait for the first bytes or the end of the file; raises ExportAborted when there will be none."""
        self._read_at(0, time.monotonic() + MAX_READ_SECONDS)
        return self

    def _read_at(self, position: int, end: float) -> bytes:
        with self._changed:
            while position >= self._written and not self._done:
                self._changed.wait()
        if self._problem:
            raise ExportAborted("The export broke off.") from self._problem
        if time.monotonic() > end:
            raise ExportAborted(f"The export was read for more than {MAX_READ_SECONDS / 60:.0f} minutes.")
        return os.pread(self._file.fileno(), READ_BYTES, position)

    def _run(self) -> None:
        try:
            self._write()
        except Exception as problem:
            self._part.unlink(missing_ok=True)
            self._problem = problem
        finally:
            self._notify(0, done=True)

    def _write(self) -> None:
        progress, digest = Progress(), hashlib.sha256()
        for chunk in self._chunks(progress):
            if self._unwanted:
                raise ExportAborted("Nobody reads it any more.")
            self._file.write(chunk)
            digest.update(chunk)
            self._notify(len(chunk))
        self.facts = FileFacts(progress.rows, self._written, digest.hexdigest(), progress.number, progress.made)
        if self._store:
            self._cache.store(self._part, self._key, self.facts)

    def _notify(self, more: int, *, done: bool = False) -> None:
        """Wake the reader, with `more` bytes written."""
        with self._changed:
            self._written += more
            self._done = done
            self._changed.notify_all()
