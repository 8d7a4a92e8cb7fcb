"""Incremental reading of HTTP requests: a thread is taken only for a request that has arrived whole."""

import tempfile
from collections.abc import Iterator

from django.conf import settings
from gunicorn.http.body import ChunkedReader
from gunicorn.http.parser import RequestParser

from .spool import spool

LONGEST_HEAD = 32 * 1024
IN_MEMORY = 64 * 1024  # bytes of a body that wait in memory; larger ones wait in a temporary file
READ = 64 * 1024


class Refused(Exception):
    """The request is refused with this status."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Body:
    """The bytes of a body as they arrive; `missing` are still to come."""

    def __init__(self, length: int):
        self.missing = self.length = length
        self._spooled = length if length > IN_MEMORY else 0
        spool.take(self._spooled)
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115

    def add(self, data: bytes) -> None:
        self._file.write(data)
        self.missing -= len(data)

    def chunks(self) -> Iterator[bytes]:
        self._file.seek(0)
        while data := self._file.read(READ):
            yield data

    def close(self) -> None:
        self._file.close()
        spool.give_back(self._spooled)
        self._spooled = 0


class RequestReader:
    """The requests of one connection, one after the other. gunicorn's own parser reads the head, and only once."""

    def __init__(self, cfg, client):
        self._cfg, self._client = cfg, client
        self._arrived = bytearray()
        self._parser = self.request = self.body = None

    def add(self, data: bytes) -> None:
        self._arrived += data

    @property
    def has_begun(self) -> bool:
        return bool(self._arrived)

    def read_head(self) -> bool:
        """Parse the head when it is there. Raises Refused, and gunicorn's exceptions for what is not HTTP."""
        end = self._arrived.find(b"\r\n\r\n", 0, LONGEST_HEAD)
        if end < 0:
            if len(self._arrived) >= LONGEST_HEAD:
                raise Refused(431)
            return False
        head = bytes(self._arrived[: end + 4])
        del self._arrived[: end + 4]
        self._parser = RequestParser(self._cfg, self._source(head), self._client)
        self.request = next(self._parser)
        return True

    def _source(self, head):
        yield head
        if self.body:
            yield from self.body.chunks()

    @property
    def length(self) -> int:
        """Bytes of the body that the head announces. Raises Refused for a body whose length is not told."""
        if isinstance(self.request.body.reader, ChunkedReader):
            raise Refused(411)
        return self.request.body.reader.length

    def begin_body(self) -> None:
        """Raises SpoolFull."""
        self.body = Body(self.length)

    def read_body(self) -> bool:
        """Take what arrived of the body; return True when it is whole."""
        part = bytes(self._arrived[: self.body.missing])
        del self._arrived[: self.body.missing]
        self.body.add(part)
        return not self.body.missing

    def end_request(self) -> None:
        """Forget the request that was answered; what arrived after it is the beginning of the next."""
        if self.body:
            self.body.close()
        self._parser = self.request = self.body = None

    # What gunicorn asks of its parser.

    def __next__(self):
        return self.request

    def finish_body(self, deadline=None) -> bool:
        return True
