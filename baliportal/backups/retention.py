"""Removal of old sets, of files that no set names any more, and of files that were taken down."""

import shutil

from .backup_directory import UNFINISHED, BackupDirectory, BackupSet
from .file_copies import all_copies


def keep_newest(directory: BackupDirectory, number: int) -> int:
    """Remove all sets but the newest, then the files that none of the rest names; return how many sets went.

    Call it while the directory's lock is held. A set loses its name first: killed in the middle, it is no set.
    """
    old = directory.names()[:-number]
    for name in old:
        nameless = directory.sets / f"{UNFINISHED}{name}"
        (directory.sets / name).rename(nameless)
        shutil.rmtree(nameless)
    if old:
        remove_unnamed_files(directory)
    return len(old)


def remove_unnamed_files(directory: BackupDirectory) -> int:
    named = {path for name in directory.names() for _, path in BackupSet(directory, name).sums()}
    count = 0
    for path in all_copies(directory):
        if str(path.relative_to(directory.path)) not in named:
            path.unlink()
            count += 1
    return count


def apply_erasures(directory: BackupDirectory, erased: set[str]) -> None:
    """Leave a mark for each file that was taken down, and delete its copies: no set gives the bytes back."""
    for sha256 in erased - directory.erasures():
        (directory.erased / sha256).touch(mode=0o600)
    for sha256 in erased:
        for path in directory.files.glob(f"*/{sha256[:2]}/{sha256}*"):
            path.unlink(missing_ok=True)
