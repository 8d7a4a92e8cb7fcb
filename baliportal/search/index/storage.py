"""The directory in which indexes stand: numbered ones side by side, and a file that says which one lives.

A new index is built beside the living one and then pointed to, so that it comes whole or not at all,
whenever the process is killed. Readers of an old one keep their files open when its directory is removed.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from .schema import SCHEMA_VERSION

# An index of another form, or written by another Tantivy, is not read.
VERSION = f"{SCHEMA_VERSION} tantivy {tantivy.__version__}"


class IndexUnusable(Exception):
    """There is no index to search: it is missing, damaged or of another version, and needs a rebuild."""


class IndexStorage:
    def __init__(self, directory: Path):
        self.directory = Path(directory)
        self._pointer = self.directory / "current"

    def living(self) -> Path:
        """The directory of the index that is pointed to."""
        try:
            pointer = json.loads(self._pointer.read_bytes())
            version, name = pointer["version"], pointer["name"]
        except FileNotFoundError:
            raise IndexUnusable("there is no index") from None
        except (OSError, ValueError, TypeError, KeyError) as problem:
            raise IndexUnusable(f"the pointer is damaged: {problem}") from problem
        if version != VERSION:
            raise IndexUnusable(f"the index is of version {version}, not {VERSION}")
        return self.directory / name

    def stamp(self, living: Path | None) -> tuple:
        """Changes whenever another index is pointed to and with every commit to this one."""
        return _stamp(self._pointer), living and _stamp(living / "meta.json")

    def new(self) -> Path:
        """An empty directory for the next index."""
        numbers = [int(path.name) for path in self._indexes()]
        path = self.directory / str(max(numbers, default=0) + 1)
        path.mkdir()
        return path

    def point_to(self, index: Path) -> None:
        fresh = self.directory / "current.new"
        with fresh.open("w") as file:
            json.dump({"version": VERSION, "name": index.name}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)
        self._sync()

    def clear(self) -> None:
        """Removes every index that is not pointed to."""
        try:
            living = self.living()
        except IndexUnusable:
            living = None
        for path in self._indexes():
            if path != living:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def lock(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        """Whether this thread of this process alone holds the named lock; a killed process holds nothing."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / f"{name}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

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
