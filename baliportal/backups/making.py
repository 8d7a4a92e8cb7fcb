"""Making a set: the database first, then every file that it names, and the manifest last.

Files never change, and one that is not there any more was taken down or removed since the database was read. So the set
is of one state, whatever is written meanwhile.
"""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from baliportal.catalogue.db.consistent_read import snapshot
from baliportal.catalogue.models import Entry
from baliportal.files.storage_backends import sync_directory, sync_file

from .backup_directory import MANIFEST, SUMS, UNFINISHED, BackupDirectory, BackupSet, publish
from .contents import Content, erased_now, is_still_named, named_files
from .database_dump import FILE_NAMES, dump
from .encryption import Keys
from .errors import BackupError
from .file_copies import Copy, Damaged, FileCopies
from .retention import apply_erasures
from .settings_copy import settings_copy
from .streams import FingerprintWriter, GzipReader, fingerprint_of, open_private

FORMAT = 1


def make_backup(directory: BackupDirectory, keys: Keys, now: datetime | None = None) -> BackupSet:
    """Write a set and return it. Raises BackupError, and leaves nothing that looks whole.

    Call it while the directory's lock is held.
    """
    name = directory.new_name(now or datetime.now(UTC))
    part = directory.sets / f"{UNFINISHED}{name}"
    part.mkdir(mode=0o700)
    try:
        _SetWriter(directory, keys, part).write(name)
    except OSError as problem:
        raise BackupError(f"The backup cannot be written: {problem.strerror or problem}.") from problem
    publish(part, directory.sets / name)
    return BackupSet(directory, name)


class _SetWriter:
    def __init__(self, directory: BackupDirectory, keys: Keys, path: Path):
        self._directory, self._keys, self._path = directory, keys, path
        self._sums: list[tuple[str, str]] = []

    def write(self, name: str) -> None:
        with snapshot() as head:
            dump(lambda stream: self._store(FILE_NAMES[connection.vendor], stream))
            state = {
                "journal_number": head.number, "public_number": head.public, "entries": Entry.objects.count(),
                "migrations": sorted(map(".".join, MigrationRecorder(connection).applied_migrations())),
            }  # fmt: skip
            contents = list(named_files())
        apply_erasures(self._directory, erased_now())
        copies = FileCopies(self._directory, self._keys)
        listed, problems = self._copy(contents, copies)
        self._store("files.jsonl.gz", GzipReader(_Lines(listed)))
        self._store("settings.json", io.BytesIO(settings_copy(with_secrets=bool(self._keys.recipient))))
        copies.sync()
        self._write_manifest(name, state | problems | {
            "files": len(listed), "bytes": sum(content.size for content, _ in listed),
            "new_files": copies.count, "new_bytes": copies.bytes,
        })  # fmt: skip

    def _copy(self, contents: list[Content], copies: FileCopies) -> tuple[list[tuple[Content, Copy]], dict]:
        """Copy the files; return those that are in the set, and in words what happened to others."""
        listed, damaged, removed = [], [], []
        for content in contents:
            if self._directory.is_erased(content.sha256):
                removed.append(f"{content.name}: taken down")
                continue
            try:
                listed.append(copies.copy(content))
            except FileNotFoundError:
                gone = [f"{content.name}: missing"] if is_still_named(content) else []
                damaged += gone
                removed += [] if gone else [f"{content.name}: removed meanwhile"]
            except Damaged as problem:
                damaged.append(str(problem))
        self._sums += sorted({(copy.sha256, copy.path) for _, copy in listed})
        return listed, {"damaged": damaged, "not_in_the_set": removed}

    def _store(self, name: str, stream: IO[bytes]) -> None:
        """Write a file of the set, encrypted if there is a key, and read it back."""
        path = self._path / f"{name}{self._keys.suffix}"
        with open_private(path) as file:
            stored = FingerprintWriter(file)
            self._keys.encrypt(stream, stored)
            sync_file(file)
        if fingerprint_of(path) != (stored.sha256, stored.size):
            raise BackupError(f"{path} does not hold what was written to it: the medium is faulty.")
        self._sums.append((stored.sha256, str(Path(self._directory.sets.name, self._path.name[1:], path.name))))

    def _write_manifest(self, name: str, facts: dict) -> None:
        lines = "".join(f"{sha256}  {path}\n" for sha256, path in self._sums)
        _write(self._path / SUMS, lines.encode())
        manifest = {
            "format": FORMAT, "set": name, "release": settings.RELEASE, "engine": connection.vendor,
            "encrypted_to": self._keys.recipient, "sums": fingerprint_of(self._path / SUMS)[0], **facts,
        }  # fmt: skip
        _write(self._path / MANIFEST, json.dumps(manifest, indent=1).encode())
        sync_directory(self._path)


class _Lines(io.RawIOBase):
    """The list of files as lines of JSON."""

    def __init__(self, listed: list[tuple[Content, Copy]]):
        self._documents = ({**content._asdict(), "copy": copy.path} for content, copy in listed)

    def read(self, size: int = -1) -> bytes:
        document = next(self._documents, None)
        return f"{json.dumps(document)}\n".encode() if document else b""


def _write(path: Path, content: bytes) -> None:
    with open_private(path) as file:
        file.write(content)
        sync_file(file)
