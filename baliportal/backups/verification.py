"""Verification of sets by their SHA-256, without a key: what lies there is what was written."""

from collections.abc import Iterator
from pathlib import Path

from .backup_directory import SUMS, BackupDirectory, BackupSet
from .errors import BackupError
from .file_copies import sha256_in_name
from .streams import fingerprint_of


class Verification:
    """Verification of sets of one directory; a file that several share is read once."""

    def __init__(self, directory: BackupDirectory):
        self._directory = directory
        self._known: dict[str, str] = {}

    def problems(self, chosen: BackupSet, *, shared: bool = True) -> Iterator[str]:
        """The faults of a set, in words; none where it is as it was written.

        Without `shared`, only its own directory is looked at, not the files that sets share.
        """
        try:
            expected = chosen.manifest().get("sums")
        except BackupError as problem:
            yield str(problem)
            return
        if self._fingerprint(Path(chosen.path, SUMS)) != expected:
            yield f"{SUMS} of the set {chosen.name} is not as it was written."
            return
        for sha256, path in chosen.sums():
            if not shared and path.startswith("files/"):
                continue
            found = self._fingerprint(self._directory.path / path)
            if found != sha256 and not (found == "" and self._directory.is_erased(sha256_in_name(path))):
                yield f"{path} is {'damaged' if found else 'missing'}."

    def _fingerprint(self, path: Path) -> str:
        """SHA-256 of a file; "" where it is missing, another word where it cannot be read."""
        key = str(path)
        if key not in self._known:
            try:
                self._known[key] = fingerprint_of(path)[0]
            except FileNotFoundError:
                self._known[key] = ""
            except OSError:
                self._known[key] = "unreadable"
        return self._known[key]
