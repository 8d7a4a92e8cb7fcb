"""Copies of files in a directory of backups: each file once for all sets, verified when it is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from baliportal.files.storage_backends import sync_directory, sync_file

from .backup_directory import BackupDirectory
from .contents import Content
from .encryption import SUFFIX, Keys
from .errors import BackupError
from .streams import FingerprintReader, FingerprintWriter, fingerprint_of, open_private


class Damaged(Exception):
    """The bytes are not those that were stored; the message says so."""


class Copy(NamedTuple):
    """A written file: its path from the directory of backups, and the SHA-256 of its bytes as they lie there."""

    path: str
    sha256: str


class FileCopies:
    """The files of the sets that are encrypted to one key, or to none."""

    def __init__(self, directory: BackupDirectory, keys: Keys):
        self._directory, self._keys = directory, keys
        self._changed: set[Path] = set()
        self.count = self.bytes = 0  # newly written

    def copy(self, content: Content) -> tuple[Content, Copy]:
        """Copy a file unless it is there. Raises Damaged, and OSError where it cannot be read or written."""
        present = self._present(content.sha256) if content.sha256 else None
        return (content, present) if present else self._write(content)

    def _present(self, sha256: str) -> Copy | None:
        """A name is given to what is written whole; that of an encrypted file repeats the SHA-256 of its bytes."""
        folder = self._folder(sha256)
        if not self._keys.recipient:
            path = folder / sha256
            return Copy(self._relative(path), sha256) if path.exists() else None
        for path in folder.glob(f"{sha256}.*{SUFFIX}"):
            return Copy(self._relative(path), path.name.split(".")[1])
        return None

    def _write(self, content: Content) -> tuple[Content, Copy]:
        part = self._directory.files / ".part"
        try:
            return self._publish(content, part)
        finally:
            part.unlink(missing_ok=True)

    def _publish(self, content: Content, part: Path) -> tuple[Content, Copy]:
        with content.open() as source, open_private(part) as file:
            plain, stored = FingerprintReader(source), FingerprintWriter(file)
            self._keys.encrypt(plain, stored)
            sync_file(file)
        found = content._replace(sha256=plain.sha256, size=plain.size)
        if content.sha256 and found != content:
            raise Damaged(f"{content.name} has other bytes than were stored: {found.size:,} of {content.size:,}")
        if fingerprint_of(part) != (stored.sha256, stored.size):
            raise BackupError(f"{part} does not hold what was written to it: the medium is faulty.")
        path = self._folder(found.sha256) / self._name(found.sha256, stored.sha256)
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        part.rename(path)
        self._changed |= {path.parent, path.parent.parent}
        self.count, self.bytes = self.count + 1, self.bytes + stored.size
        return found, Copy(self._relative(path), stored.sha256)

    def sync(self) -> None:
        """Make the names of the written files outlive a loss of power."""
        for folder in {*self._changed, self._directory.files}:
            sync_directory(folder)

    def _folder(self, sha256: str) -> Path:
        return self._directory.files / self._keys.name / sha256[:2]

    def _name(self, sha256: str, stored: str) -> str:
        return f"{sha256}.{stored}{SUFFIX}" if self._keys.recipient else sha256

    def _relative(self, path: Path) -> str:
        return str(path.relative_to(self._directory.path))


def all_copies(directory: BackupDirectory) -> Iterator[Path]:
    return directory.files.glob("*/??/*")


def sha256_in_name(path: Path | str) -> str:
    """The SHA-256 of the file that a copy was made of."""
    return Path(path).name.partition(".")[0]
