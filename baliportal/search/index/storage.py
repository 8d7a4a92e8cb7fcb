"""Index storage: a directory with numbered indexes side by side, and a pointer file that names the current one.

A new index is built beside the current one and then pointed to: it appears whole or not at all, whenever the process
is killed. Readers of an old one keep their files open when its directory is removed.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class IndexUnusable(Exception):
    """There is no index to search: it is missing, damaged or of another version, and needs a rebuild."""


class IndexWriteError(IndexUnusable):
    """A commit or a rebuild failed: leftovers of a killed process, a full disk, a directory that is read-only."""


class IndexStorage:
    """The indexes in `directory`; an index of another `version` is not read."""

    def __init__(self, directory: Path, version: str = ""):
        self.directory, self.version = Path(directory), version
        self._pointer = self.directory / "current"

    def current(self) -> Path:
        """The directory of the index that is pointed to. Raises IndexUnusable."""
        try:
            pointer = json.loads(self._pointer.read_bytes())
            version, name = pointer["version"], pointer["name"]
        except FileNotFoundError:
            raise IndexUnusable("there is no index") from None
        except (OSError, ValueError, TypeError, KeyError) as problem:
            raise IndexUnusable(f"the pointer is damaged: {problem}") from problem
        if version != self.version:
            raise IndexUnusable(f"the index is of version {version}, not {self.version}")
        return self.directory / name

    def stamp(self, index: Path) -> tuple:
        """A value that changes whenever another index is pointed to and with every commit to this one."""
        return _stamp(self._pointer), _stamp(index / "meta.json")

    @contextmanager
    def new(self) -> Iterator[Path]:
        """An empty directory for the next index; at the end every index that is not pointed to is removed."""
        self._clear()
        try:
            yield self._made()
        finally:
            self._clear()

    def point_to(self, index: Path) -> None:
        """Make an index the current one, durably and atomically. Raises IndexWriteError."""
        fresh = self.directory / "current.new"
        try:
            with fresh.open("w") as file:
                json.dump({"version": self.version, "name": index.name}, file)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._pointer)
            self._sync()
        except OSError as problem:
            raise IndexWriteError(str(problem)) from problem

    def _made(self) -> Path:
        numbers = [int(path.name) for path in self._indexes()]
        path = self.directory / str(max(numbers, default=0) + 1)
        try:
            path.mkdir()
        except OSError as problem:
            raise IndexWriteError(str(problem)) from problem
        return path

    def _clear(self) -> None:
        try:
            current = self.current()
        except IndexUnusable:
            current = None
        for path in self._indexes():
            if path != current:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def lock(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        """Take the named lock, exclusive across threads and processes; False when it is taken. A kill releases it."""
        with self._lock_file(name) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _lock_file(self, name: str) -> TextIO:
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            return (self.directory / f"{name}.lock").open("w")
        except OSError as problem:
            raise IndexWriteError(str(problem)) from problem

    def _indexes(self) -> list[Path]:
        return [path for path in self.directory.iterdir() if path.name.isdecimal()]

    def _sync(self) -> None:
        descriptor = os.open(self.directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
