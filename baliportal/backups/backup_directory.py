"""A directory of backups: sets that share their files.

    lock                    held by the process that writes there
    erased/<sha256>         a mark of each file that was taken down: no set gives its bytes back
    files/<key>/ab/<name>   files, each once; encrypted ones under the name of their key
    sets/<time>/            database, list of files, settings, SHA256SUMS, and manifest.json, which is written last

A set is there once its directory has its name; what a killed process leaves has a name that begins with a dot.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from baliportal.files.storage_backends import sync_directory

from .errors import BackupError

TIME = "%Y-%m-%dT%H-%M-%SZ"
UNFINISHED = "."
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"


class BackupDirectory:
    """The directory; it is made where it is missing, readable by its owner only."""

    def __init__(self, path):
        self.path = Path(path).absolute()
        self.sets, self.files, self.erased = (self.path / name for name in ("sets", "files", "erased"))

    def make(self) -> None:
        try:
            self.path.mkdir(parents=True, mode=0o700, exist_ok=True)
            for directory in (self.sets, self.files, self.erased):
                directory.mkdir(mode=0o700, exist_ok=True)
        except OSError as problem:
            raise BackupError(f"{self.path} cannot be written to: {problem.strerror}.") from None

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the directory's lock, and remove what killed processes left. Raises BackupError where it is held."""
        with (self.path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupError(f"Another process is writing a backup to {self.path}.") from None
            for left in self.sets.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left)
            yield

    def names(self) -> list[str]:
        """Names of the whole sets, the oldest first."""
        found = self.sets.iterdir() if self.sets.is_dir() else ()
        return sorted(path.name for path in found if not path.name.startswith(UNFINISHED))

    def new_name(self, now: datetime) -> str:
        """A name after all others, also where the clock was set back."""
        newest = max((made_at(name) for name in self.names()), default=None)
        if newest and now < newest + timedelta(seconds=1):
            now = newest + timedelta(seconds=1)
        return now.strftime(TIME)

    def chosen(self, name: str = "") -> "BackupSet":
        """The set of this name, or the newest. Raises BackupError."""
        names = self.names()
        if not names:
            raise BackupError(f"There is no backup in {self.path}.")
        if name and name not in names:
            raise BackupError(f"There is no set {name} in {self.path}: it has {', '.join(names)}.")
        return BackupSet(self, name or names[-1])

    def is_erased(self, sha256: str) -> bool:
        return bool(sha256) and (self.erased / sha256).exists()

    def erasures(self) -> set[str]:
        return {path.name for path in self.erased.iterdir()} if self.erased.is_dir() else set()


class BackupSet:
    """One whole set."""

    def __init__(self, directory: BackupDirectory, name: str):
        self.directory, self.name, self.path = directory, name, directory.sets / name

    def manifest(self) -> dict:
        """Raises BackupError where it cannot be read."""
        try:
            return json.loads((self.path / MANIFEST).read_bytes())
        except (OSError, ValueError):
            raise BackupError(f"The manifest of the set {self.name} cannot be read.") from None

    def sums(self) -> Iterator[tuple[str, str]]:
        """SHA-256 and path of each of its files, from the directory of backups: as `sha256sum --check` reads them."""
        with (self.path / SUMS).open() as lines:
            for line in lines:
                sha256, path = line.rstrip("\n").split("  ", 1)
                yield sha256, path

    def part(self, stem: str) -> Path:
        """The file of this set whose name begins so: database, files or settings. Raises BackupError."""
        found = sorted(self.path.glob(f"{stem}.*"))
        if not found:
            raise BackupError(f"The set {self.name} has no {stem}.")
        return found[0]


def made_at(name: str) -> datetime:
    """The time in the name of a set."""
    return datetime.strptime(name, TIME).replace(tzinfo=UTC)


def publish(part: Path, place: Path) -> None:
    """Give a finished file or directory its name, for good."""
    part.rename(place)
    sync_directory(place.parent)
