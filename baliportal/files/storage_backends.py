"""Storage backends of files."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class SyncedFileSystemStorage(FileSystemStorage):
    """Local files that are there whole or not at all, also after a loss of power.

    A name that is there already is written anew, not given to the second of two as another name: it names its bytes.
    """

    def is_name_available(self, name, max_length=None):
        return max_length is None or len(name) <= max_length

    def _save(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(part, self.file_permissions_mode or 0o644)
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        _sync_directory(path.parent)
        return name


def _sync_directory(path):
    directory = os.open(path, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
