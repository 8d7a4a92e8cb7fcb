"""A file that is written at the database's speed and read at the reader's.

A slow reader holds neither a snapshot of the database nor memory. What breaks off never looks whole: the reader gets an
error in place of the end, so a connection ends without its last chunk and every program sees that something is missing.
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator

from baliportal.catalogue.background import run_in_thread

from .export_cache import ExportCache, FileFacts

LONGEST_READ = 1800.0  # seconds that one reader may take
PIECE = 256 * 1024  # bytes read at a time


class BrokenOff(Exception):
    """The file will never be whole; what was read of it is not to be trusted."""


class Progress:
    """What the writer of a file tells of it while it writes."""

    def __init__(self):
        self.rows, self.number, self.made = 0, 0, ""

    def counted(self, rows):
        for row in rows:
            self.rows += 1
            yield row

    def summed(self, pieces):
        """Pieces that say of how many rows they are."""
        for rows, piece in pieces:
            self.rows += rows
            yield rows, piece


class StreamingFile:
    """One file, written in a thread of its own from the moment it is made.

    `pieces(progress)` gives its bytes and tells of which state they are. What is not to be kept has no name in the
    spool while it is written: it is gone with its reader.
    """

    def __init__(
        self, spool: ExportCache, key: str, pieces: Callable[[Progress], Iterator[bytes]], *, keep: bool = True
    ):
        self._spool, self._key, self._pieces, self._keep = spool, key, pieces, keep
        self._part, self.facts = spool.new_part(key), None
        self._file = self._part.open("w+b", buffering=0)
        if not keep:
            self._part.unlink()
        self._changed = threading.Condition()
        self._written, self._done, self._problem, self._unwanted = 0, False, None, False
        run_in_thread(self._make, "export")

    def read(self) -> Iterator[bytes]:
        """The bytes as they come. Raises BrokenOff when no more will come, or the reader takes too long."""
        end, at = time.monotonic() + LONGEST_READ, 0
        try:
            while piece := self._next(at, end):
                at += len(piece)
                yield piece
        finally:
            self._unwanted = True

    def begun(self) -> "StreamingFile":
        """Returns once there are bytes to read, or the end; raises BrokenOff when there will be none."""
        self._next(0, time.monotonic() + LONGEST_READ)
        return self

    def _next(self, at: int, end: float) -> bytes:
        with self._changed:
            while at >= self._written and not self._done:
                self._changed.wait()
        if self._problem:
            raise BrokenOff("The export broke off.") from self._problem
        if time.monotonic() > end:
            raise BrokenOff(f"The export was read for more than {LONGEST_READ / 60:.0f} minutes.")
        return os.pread(self._file.fileno(), PIECE, at)

    def _make(self) -> None:
        try:
            self._write()
        except Exception as problem:
            self._part.unlink(missing_ok=True)
            self._problem = problem
        finally:
            self._tell(0, done=True)

    def _write(self) -> None:
        progress, summed = Progress(), hashlib.sha256()
        for piece in self._pieces(progress):
            if self._unwanted:
                raise BrokenOff("Nobody reads it any more.")
            self._file.write(piece)
            summed.update(piece)
            self._tell(len(piece))
        self.facts = FileFacts(progress.rows, self._written, summed.hexdigest(), progress.number, progress.made)
        if self._keep:
            self._spool.keep(self._part, self._key, self.facts)

    def _tell(self, more: int, *, done: bool = False) -> None:
        with self._changed:
            self._written += more
            self._done = done
            self._changed.notify_all()
