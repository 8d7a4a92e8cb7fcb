"""Housekeeping of files: comparison with their SHA-256, and removal of bytes that nothing names."""

import time
from contextlib import suppress
from datetime import timedelta
from itertools import product
from pathlib import Path
from random import shuffle

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import File, FormerFile, StoredFile
from .storage import FILES, fingerprint

ORPHANED_AFTER = timedelta(days=1)
CHECK_AGAIN_AFTER = timedelta(days=30)


def check_fixity(seconds: float, clock=timezone.now) -> tuple[int, int]:
    """Compare stored files with their SHA-256, the longest unchecked first, until the time is over.

    Returns the number of files compared and of those found damaged or missing.
    """
    start, compared, damaged = clock(), 0, 0
    due = StoredFile.objects.exclude(checked_at__gt=start - CHECK_AGAIN_AFTER).order_by("checked_at", "pk")
    for stored in due.iterator():
        if (clock() - start).total_seconds() > seconds:
            break
        damage = damage_of(stored)
        StoredFile.objects.filter(pk=stored.pk).update(checked_at=clock(), damage=damage)
        compared, damaged = compared + 1, damaged + bool(damage)
    return compared, damaged


def damage_of(stored: StoredFile) -> str:
    """Return the damage of the bytes in words; "" where they are as they were."""
    try:
        with default_storage.open(stored.file.name) as file:
            sha256, size = fingerprint(file)
    except FileNotFoundError:
        return "The file is missing from the storage."
    except OSError as problem:
        return f"The file cannot be read: {problem}."[:200]
    if (sha256, size) == (stored.sha256, stored.size):
        return ""
    return f"The file has other bytes than were stored: {size:,} of {stored.size:,}."


def remove_orphans() -> int:
    """Delete the bytes that no entry ever had and no proposal waits with, a day after their upload."""
    orphans = StoredFile.objects.filter(kept=False, stored_at__lt=timezone.now() - ORPHANED_AFTER)
    for model, column in product((File, FormerFile), ("sha256", "original")):
        orphans = orphans.exclude(Exists(model.objects.filter(**{column: OuterRef("sha256")})))
    count = 0
    for stored in orphans:
        # Filtered again: it may have been uploaded anew meanwhile.
        if not _is_wanted(stored.sha256) and orphans.filter(pk=stored.pk).delete()[0]:
            default_storage.delete(stored.file.name)
            count += 1
    return count


def sweep_storage(seconds: float) -> int:
    """Delete what killed processes left in the storage: bytes without a row, and files that were not written whole.

    Only what has not been written for a day goes, so that no upload loses its bytes. Begins anywhere, so that all
    directories have their turn when the time is not enough for all of them. Returns the number of files deleted.
    """
    try:
        directories = default_storage.listdir(FILES)[0]
    except FileNotFoundError:
        return 0
    end, count = time.monotonic() + seconds, 0
    shuffle(directories)
    for directory in directories:
        if time.monotonic() > end:
            break
        count += sum(map(_delete_if_abandoned, _unknown_names(f"{FILES}/{directory}")))
    return count


def sweep_uploads() -> int:
    """Delete the uploads that killed workers left a day ago, before they were stored; return their number."""
    last, count = (timezone.now() - ORPHANED_AFTER).timestamp(), 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < last:
                path.unlink()
                count += 1
    return count


def _unknown_names(directory):
    """The names in a directory of the storage that no row has."""
    names = {f"{directory}/{name}" for name in default_storage.listdir(directory)[1]}
    return names - set(StoredFile.objects.filter(file__startswith=f"{directory}/").values_list("file", flat=True))


def _delete_if_abandoned(name):
    with suppress(FileNotFoundError):
        if default_storage.get_modified_time(name) < timezone.now() - ORPHANED_AFTER:
            default_storage.delete(name)
            return True
    return False


def _is_wanted(sha256):
    """Return True if a record that waits for a decision names these bytes."""
    return any(import_string(path)(sha256) for path in settings.FILE_USERS)
