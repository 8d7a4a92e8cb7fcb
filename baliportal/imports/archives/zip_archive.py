"""An uploaded ZIP: told in a child process, stored, and opened again for one member after the other."""

import shutil
import tempfile
import zipfile
from contextlib import closing, contextmanager

from django.core.files.storage import default_storage

from baliportal.files.storage import storage_name
from baliportal.sandbox.errors import Crashed, LimitExceeded, Refused
from baliportal.sandbox.limits import MB, Limits
from baliportal.sandbox.stream import stream_limited

from ..errors import FileRefused
from .zip_members import DAMAGED, FAILURES, checked_entries, clean_path, path_of

MEMBERS = "baliportal.imports.archives.zip_members.iter_members"
LIMITS = Limits(memory=512 * MB, cpu_seconds=20, deadline=40, output=4 * MB)
MEDIA_TYPE = "application/zip"


def member_sizes(file) -> dict[str, int]:
    """{path: bytes} of the files in a ZIP. Raises FileRefused."""
    try:
        with closing(stream_limited(MEMBERS, file=file, limits=LIMITS)) as members:
            return {member["path"]: member["size"] for member in members}
    except Refused as problem:
        raise FileRefused(str(problem)) from problem
    except (LimitExceeded, Crashed) as problem:
        raise FileRefused(DAMAGED) from problem
    finally:
        file.seek(0)


def path_named(cell: str, folder: str, paths) -> str | None:
    """The path among `paths` that a cell of the list names: from the folder of the list, or from the top."""
    path = clean_path(cell.strip()).removeprefix("./")
    return next((found for found in (f"{folder}/{path}".lstrip("/"), path) if found in paths), None)


class ZipArchive:
    """A stored ZIP whose directory was checked again; `paths` are those of its files."""

    def __init__(self, file):
        self._archive = zipfile.ZipFile(file)
        self._entries = {path_of(entry): entry for entry in checked_entries(file)}

    @property
    def paths(self):
        return self._entries.keys()

    @contextmanager
    def open(self, path):
        """Yield a temporary copy of a file, of no more bytes than the directory says. Raises FileRefused."""
        with tempfile.TemporaryFile() as copy:
            try:
                with self._archive.open(self._entries[path]) as member:
                    shutil.copyfileobj(member, copy)
            except FAILURES as problem:
                raise FileRefused(f"“{path}” is damaged in the ZIP. Make the ZIP again.") from problem
            copy.seek(0)
            yield copy


@contextmanager
def open_archive(sha256: str):
    """Open a stored ZIP. Raises FileRefused where it is gone or damaged."""
    try:
        file = default_storage.open(storage_name(sha256))
    except FileNotFoundError as problem:
        raise FileRefused("The ZIP is not kept any more. Upload it again.") from problem
    with file:
        try:
            archive = ZipArchive(file)
        except (Refused, *FAILURES) as problem:
            raise FileRefused(DAMAGED) from problem
        yield archive
