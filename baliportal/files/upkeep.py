"""Housekeeping of files: comparison with their SHA-256, removal of bytes that nothing names, and takedowns."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from baliportal.catalogue import journal

from .models import Erasure, File, StoredFile
from .page_pictures import forget_pictures
from .storage import ERASED, fingerprint, mark_erased

ORPHANED_AFTER = timedelta(days=1)
CHECK_AGAIN_AFTER = timedelta(days=30)
RESTORED = "Taken down before the database was restored from a backup"


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
    old = timezone.now() - ORPHANED_AFTER
    count = 0
    for stored in StoredFile.objects.filter(kept=False, stored_at__lt=old):
        if _is_wanted(stored.sha256):
            continue
        with transaction.atomic():
            name = stored.file.name
            stored.delete()
        default_storage.delete(name)
        count += 1
    return count


def erase(sha256: str, *, by, reason: str) -> int:
    """Take a file down: delete its bytes, its original, its texts and pictures for ever; return the files that had it.

    The records keep their rows, and the journal says who took what down, and why.
    """
    carried = File.objects.filter(sha256=sha256)
    names = {sha256, *carried.exclude(original="").values_list("original", flat=True)}
    stored = list(StoredFile.objects.filter(sha256__in=names))
    with journal.recording(by=by, note=f"File taken down: {reason}"), transaction.atomic():
        for name in names:
            Erasure.objects.get_or_create(sha256=name, defaults={"by": str(by), "reason": reason})
        count = carried.update(text_sha256="", size=0)
        StoredFile.objects.filter(sha256__in=names).delete()
    for each in stored:
        _delete_bytes(each)
    return count


def honour_erasures() -> int:
    """Delete again what was taken down and came back with a restored backup; return the number of files."""
    marked = default_storage.listdir(ERASED)[1] if default_storage.exists(ERASED) else []
    known = set(Erasure.objects.values_list("sha256", flat=True))
    Erasure.objects.bulk_create(
        Erasure(sha256=name, reason="Taken down before this backup") for name in set(marked) - known
    )
    erased = StoredFile.objects.filter(sha256__in=Erasure.objects.values("sha256"))
    count = 0
    for stored in erased:
        stored.delete()
        _delete_bytes(stored)
        count += 1
    return count


def _delete_bytes(stored):
    mark_erased(stored.sha256)
    default_storage.delete(stored.file.name)
    forget_pictures(stored.sha256)


def _is_wanted(sha256):
    """Return True if a record that waits for a decision names these bytes."""
    return any(import_string(path)(sha256) for path in settings.FILE_USERS)
