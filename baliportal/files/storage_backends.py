"""Storage backends of files, and writing of local files that outlive a loss of power."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class SyncedFileSystemStorage(FileSystemStorage):
    """Local files that are there whole or not at all, also after a loss of power.

    A name that is there already is written anew, not given to the second of two as another name: it names its bytes.
    """

    def is_name_available(self, name, max_length=None):
        return max_length is None or len(name) <= max_length

    def _save(self, name, content):
        write_synced(Path(self.path(name)), content.chunks(), mode=self.file_permissions_mode)
        return name


def write_synced(path: Path, chunks: Iterable[bytes], *, mode: int = 0o600) -> None:
    """Write a file under another name, sync it, give it its name and sync its directory."""
    make_synced_directory(path.parent)
    descriptor, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            sync_file(file)
        os.chmod(part, mode)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def sync_file(file) -> None:
    """Write what an open file holds to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_written(path: Path) -> None:
    """Write what was written to a file that is closed by now to the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def make_synced_directory(path: Path) -> None:
    """Make a directory with those above it; the name of a new one is synced, too, else the files in it go with it."""
    if path.is_dir():
        return
    make_synced_directory(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Write the names in a directory to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
