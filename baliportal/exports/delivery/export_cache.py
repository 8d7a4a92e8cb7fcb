"""Disk cache of finished exports, under a key of everything that they depend on, the public number included.

The oldest files are removed when the directory grows too large. It may be emptied at any time.
"""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

#: Bytes of all files together above which the oldest are removed.
MAX_BYTES = 2 << 30
#: Files in the directory above which the oldest are removed.
MAX_FILES = 5_000
#: Seconds between two evictions by one process, as each of them reads the whole directory.
EVICTION_INTERVAL = 30.0
#: Seconds after which an unfinished file belongs to a process that was killed.
ABANDONED_AFTER = 6 * 3600


_next_eviction: dict[Path, float] = {}  # monotonic time by directory, in this process


@dataclass(frozen=True)
class FileFacts:
    """Facts about a finished file. `number` is the public number of the state that it was read from.

    For a private export it is the number of the journal; `made` is a time in ISO 8601.
    """

    rows: int
    bytes: int
    sha256: str
    number: int
    made: str


class ExportCache:
    """The cached files of one directory, by key."""

    def __init__(self, directory: Path):
        self.directory = directory

    def facts(self, key: str) -> FileFacts | None:
        """Facts about the finished file of this key; None where there is none."""
        with suppress(OSError, ValueError, TypeError):
            return FileFacts(**json.loads(self._facts_path(key).read_text()))
        return None

    def open(self, key: str) -> BinaryIO | None:
        """The finished file, open for reading; None where there is none or it has just been removed."""
        with suppress(OSError):
            return self._data_path(key).open("rb") if self.facts(key) else None
        return None

    def new_part(self, key: str) -> Path:
        """Path at which a new file may be written before it is stored; evicts old files."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self._evict()
        return self.directory / f"{key}.{time.time_ns()}.part"

    def store(self, part: Path, key: str, facts: FileFacts) -> None:
        """Move a finished file into the cache, then its facts: a file without facts does not count as finished."""
        part.replace(self._data_path(key))
        new_facts = part.with_suffix(".facts")
        new_facts.write_text(json.dumps(asdict(facts)))
        new_facts.replace(self._facts_path(key))

    def _data_path(self, key: str) -> Path:
        return self.directory / f"{key}.data"

    def _facts_path(self, key: str) -> Path:
        return self.directory / f"{key}.json"

    def _evict(self) -> None:
        if time.monotonic() < _next_eviction.get(self.directory, 0.0):
            return
        _next_eviction[self.directory] = time.monotonic() + EVICTION_INTERVAL
        total = 0
        for place, (age, size, path) in enumerate(sorted(self._files())):
            total += size
            if path.suffix == ".data" and (total > MAX_BYTES or place > MAX_FILES):
                path.with_suffix(".json").unlink(missing_ok=True)
                path.unlink(missing_ok=True)
            elif path.suffix not in (".data", ".json") and age > ABANDONED_AFTER:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """(age in seconds, bytes, path) of every file."""
        for path in self.directory.iterdir():
            with suppress(OSError):
                status = path.stat()
                yield time.time() - status.st_mtime, status.st_size, path
