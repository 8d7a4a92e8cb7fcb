"""Streams with a fingerprint and with compression, for copies in bounded memory."""

import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from baliportal.files.storage import fingerprint

CHUNK_BYTES = 1024 * 1024
GZIP = 31  # zlib's window bits of a gzip stream
LEVEL = 3  # databases shrink to a third; higher levels take twice the time for a tenth


class FingerprintReader:
    """A stream whose SHA-256 and size are known once it has been read to its end."""

    def __init__(self, source: IO[bytes]):
        self._source, self._digest, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        chunk = self._source.read(size)
        self._digest.update(chunk)
        self.size += len(chunk)
        return chunk

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class FingerprintWriter:
    """A stream whose SHA-256 and size are known once all has been written; `target` may be None."""

    def __init__(self, target: IO[bytes] | None = None):
        self._target, self._digest, self.size = target, hashlib.sha256(), 0

    def write(self, chunk: bytes) -> int:
        self._digest.update(chunk)
        self.size += len(chunk)
        if self._target:
            self._target.write(chunk)
        return len(chunk)

    def flush(self) -> None:
        """Needed by pyrage; the target's owner flushes it."""

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class GzipReader:
    """The gzip stream of another stream."""

    def __init__(self, source: IO[bytes]):
        self._chunks, self._left = self._compressed(source), b""

    def _compressed(self, source: IO[bytes]) -> Iterator[bytes]:
        compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
        while chunk := source.read(CHUNK_BYTES):
            yield compressor.compress(chunk)
        yield compressor.flush()

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        given, self._left = self._left[:size], self._left[size:]
        return given


class GunzipWriter:
    """A stream to which a gzip stream is written, and which writes its content to another. Raises zlib.error."""

    def __init__(self, target: IO[bytes]):
        self._target, self._decompressor = target, zlib.decompressobj(GZIP)

    def write(self, chunk: bytes) -> int:
        self._target.write(self._decompressor.decompress(chunk))
        return len(chunk)

    def flush(self) -> None:
        """Needed by pyrage; the target's owner flushes it."""

    @property
    def is_whole(self) -> bool:
        return self._decompressor.eof


def open_private(path: Path | str) -> IO[bytes]:
    """Open a new file that its owner alone may read; one that is there is emptied."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def fingerprint_of(path: Path | str) -> tuple[str, int]:
    """SHA-256 and size of a file."""
    with open(path, "rb") as file:
        return fingerprint(file)
