"""Temporary files of request bodies and answers, and how many bytes they may hold together in one process."""

import tempfile
import threading

from django.conf import settings


class SpoolFull(OSError):
    """The temporary files of this process hold as much as they may."""


class Spool:
    """Counter of the bytes in temporary files; the files have no name, so a killed process leaves none behind."""

    def __init__(self):
        self.used = 0
        self._lock = threading.Lock()

    def has_room(self, more: int = 0) -> bool:
        return self.used + more <= settings.TRAFFIC.spool

    def take(self, more: int) -> None:
        """Count more bytes. Raises SpoolFull."""
        with self._lock:
            if not self.has_room(more):
                raise SpoolFull("The spool of answers and uploads is full.")
            self.used += more

    def give_back(self, less: int) -> None:
        with self._lock:
            self.used -= less

    def file(self):
        return tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, buffering=0)


spool = Spool()
