"""Takedowns: bytes, original, texts and pictures of a file erased for ever, also after a restored backup."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from baliportal.catalogue import journal

from .models import Erasure, File, FormerFile, StoredFile
from .page_pictures import forget_pictures
from .storage import ERASED, mark_erased, storage_name

RESTORED = "Taken down before the database was restored from a backup"
HOUSEKEEPER = journal.Program("housekeeping")


def erase(sha256: str, *, by, reason: str) -> int:
    """Take a file down: delete its bytes, its original, its texts and pictures for ever; return the files that had it.

    By the fingerprint of an original its public copies go, too. So do bytes that a record had formerly.

    The records keep their rows, and the journal says who took what down, and why. A process that is killed before the
    bytes are deleted leaves that to `honour_erasures`.
    """
    names = _same_document(sha256)
    carried = File.objects.filter(sha256__in=names)
    with journal.recording(by=by, note=f"File taken down: {reason}"), transaction.atomic():
        for name in names:
            Erasure.objects.get_or_create(sha256=name, defaults={"by": str(by), "reason": reason})
        places = _forget(names)
        count = carried.count()
    for name in names:
        _delete_bytes(name, places)
    return count


def _same_document(sha256):
    """The fingerprints of bytes, of their original, and of the public copies that were made of either."""
    names = {sha256}
    for model in (File, FormerFile):
        pairs = model.objects.filter(Q(sha256=sha256) | Q(original=sha256)).values_list("sha256", "original")
        names |= {name for pair in pairs for name in pair}
    return names - {""}


def honour_erasures() -> int:
    """Delete what was taken down and is still here; return the number of files.

    It came back with a restored backup, or the process that took it down was killed before it deleted the bytes.
    """
    marked = marked_erasures()
    known = set(Erasure.objects.values_list("sha256", flat=True))
    Erasure.objects.bulk_create(Erasure(sha256=name, reason=RESTORED) for name in marked - known)
    names = known | marked
    with journal.recording(by=HOUSEKEEPER, note=RESTORED), transaction.atomic():
        places = _forget(names)
    left = places.keys() | {name for name in names if default_storage.exists(storage_name(name))}
    for name in left | (names - marked):
        _delete_bytes(name, places)
    return len(left)


def marked_erasures() -> set[str]:
    """The SHA-256 of each file with a mark of its takedown in the storage."""
    try:
        return set(default_storage.listdir(ERASED)[1])  # an S3 server has no directory that could exist
    except FileNotFoundError:
        return set()


def _forget(names):
    """Delete the rows of these bytes with their texts; return where the bytes are stored, by SHA-256."""
    rows = StoredFile.objects.filter(sha256__in=names)
    places = dict(rows.values_list("sha256", "file"))
    File.objects.filter(sha256__in=names).exclude(text_sha256="", size=0).update(text_sha256="", size=0)
    rows.delete()
    return places


def _delete_bytes(sha256, places):
    mark_erased(sha256)
    default_storage.delete(places.get(sha256) or storage_name(sha256))
    forget_pictures(sha256)
