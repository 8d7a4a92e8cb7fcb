"""Exports that were made whole, kept for the next who asks the same question of the same state.

They are kept under a key of all that they depend on, the journal's number too, until room is needed; the directory may
be emptied at any time.
"""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

MOST_BYTES, MOST_FILES = 2 << 30, 5_000  # of all files together; the oldest go first
LOOKED = 30.0  # seconds between two looks at what is there
FORGOTTEN = 6 * 3600  # seconds after which a draft that nobody finished belongs to a killed process


_next_look: dict[Path, float] = {}  # by directory, in this process


@dataclass(frozen=True)
class FileFacts:
    """What is known of a whole file. `number` is the journal's, of the one state that it was read from."""

    rows: int
    bytes: int
    sha256: str
    number: int
    made: str


class ExportCache:
    """The files of one directory, by key."""

    def __init__(self, directory: Path):
        self.directory = directory

    def facts(self, key: str) -> FileFacts | None:
        """None where there is no whole file of this key."""
        with suppress(OSError, ValueError, TypeError):
            return FileFacts(**json.loads(self._told(key).read_text()))
        return None

    def open(self, key: str) -> BinaryIO | None:
        """The whole file; None where there is none, or no longer."""
        with suppress(OSError):
            return self._whole(key).open("rb") if self.facts(key) else None
        return None

    def new_part(self, key: str) -> Path:
        """Where a file may be written before it is whole."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self._make_room()
        return self.directory / f"{key}.{time.time_ns()}.part"

    def keep(self, part: Path, key: str, facts: FileFacts) -> None:
        """The file first, then what is known of it: only with that it counts as whole."""
        part.replace(self._whole(key))
        told = part.with_suffix(".told")
        told.write_text(json.dumps(asdict(facts)))
        told.replace(self._told(key))

    def _whole(self, key: str) -> Path:
        return self.directory / f"{key}.data"

    def _told(self, key: str) -> Path:
        return self.directory / f"{key}.json"

    def _make_room(self) -> None:
        if time.monotonic() < _next_look.get(self.directory, 0.0):
            return
        _next_look[self.directory] = time.monotonic() + LOOKED
        kept = 0
        for place, (age, size, path) in enumerate(sorted(self._files())):
            kept += size
            if path.suffix == ".data" and (kept > MOST_BYTES or place > MOST_FILES):
                path.with_suffix(".json").unlink(missing_ok=True)
                path.unlink(missing_ok=True)
            elif path.suffix not in (".data", ".json") and age > FORGOTTEN:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.directory.iterdir():
            with suppress(OSError):
                status = path.stat()
                yield time.time() - status.st_mtime, status.st_size, path
