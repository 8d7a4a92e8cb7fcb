"""Files that a state of the database names: those in the storage, and kept reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from baliportal.files.models import Erasure, StoredFile
from baliportal.files.storage import FILES
from baliportal.files.storage_backends import write_synced
from baliportal.files.takedowns import marked_erasures
from baliportal.reports.models import KeptReport
from baliportal.reports.snapshots import file_path, rows_path

from .streams import CHUNK_BYTES, fingerprint_of

STORAGE, REPORTS = "storage", "reports"


class Content(NamedTuple):
    """A file by its place (storage or reports), its name there, its SHA-256 and its size."""

    place: str
    name: str
    sha256: str
    size: int

    def open(self) -> IO[bytes]:
        """Raises FileNotFoundError and other errors of its place."""
        if self.place == REPORTS:
            return (Path(settings.REPORTS_ROOT) / self.name).open("rb")
        return default_storage.open(self.name)


def named_files() -> Iterator[Content]:
    """All files that the rows name. Call it inside a snapshot."""
    rows = StoredFile.objects.order_by("sha256").values_list("file", "sha256", "size")
    for name, sha256, size in rows.iterator():
        yield Content(STORAGE, name, sha256, size)
    for kept in KeptReport.objects.order_by("pk").iterator():
        yield from map(_report, (file_path(kept), rows_path(kept)))


def _report(path: Path) -> Content:
    """A file of a kept report, by its bytes: the row does not name the SHA-256 of its rows. "" where it is gone."""
    try:
        return Content(REPORTS, path.name, *fingerprint_of(path))
    except FileNotFoundError:
        return Content(REPORTS, path.name, "", 0)


def is_still_named(content: Content) -> bool:
    """True if a row names it now: else it was removed since the snapshot."""
    if content.place == REPORTS:
        return KeptReport.objects.filter(file__startswith=content.name.partition(".")[0]).exists()
    return StoredFile.objects.filter(sha256=content.sha256).exists()


def erased_now() -> set[str]:
    """The SHA-256 of each file that was taken down, by the database or by the marks in the storage."""
    return set(Erasure.objects.values_list("sha256", flat=True)) | marked_erasures()


def put(content: Content, file: IO[bytes]) -> None:
    """Store a file in its place, synced."""
    if content.place == REPORTS:
        write_synced(Path(settings.REPORTS_ROOT) / content.name, iter(lambda: file.read(CHUNK_BYTES), b""))
    else:
        default_storage.save(content.name, File(file))


def is_there(content: Content) -> bool:
    """True where an earlier restore, which was killed, has put it: a file is there whole or not at all."""
    if content.place == REPORTS:
        path = Path(settings.REPORTS_ROOT) / content.name
        return path.exists() and path.stat().st_size == content.size
    return default_storage.exists(content.name) and default_storage.size(content.name) == content.size


def are_places_empty() -> bool:
    """True where neither the storage nor the directory of kept reports has a file."""
    return not (any(_listed(FILES)) or any(Path(settings.REPORTS_ROOT).glob("*")))


def _listed(directory: str) -> list[str]:
    try:
        return [name for names in default_storage.listdir(directory) for name in names]
    except FileNotFoundError:
        return []
