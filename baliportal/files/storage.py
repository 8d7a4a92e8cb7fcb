"""Storage of files under their SHA-256: written and synced whole before anything names them."""

import hashlib

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from .models import Erasure, StoredFile

CHUNK_BYTES = 1024 * 1024
FILES = "files"
ERASED = "erased"  # directory of the storage with an empty file for each erasure, for databases restored from a backup


class FileErased(ValueError):
    """These bytes were taken down and are not kept again."""


def store(content, media_type: str) -> StoredFile:
    """Keep the bytes of a file and return their row; the same bytes are kept once. Raises FileErased.

    Bytes without a row are those of an upload that was killed, which the sweeper may be about to delete: they are
    written anew. Taking in again what no entry has yet begins its day anew.
    """
    sha256, size = fingerprint(content)
    if is_erased(sha256):
        raise FileErased("This file was taken down from the portal, and is not taken again.")
    name = storage_name(sha256)
    is_known = StoredFile.objects.filter(sha256=sha256, kept=False).update(stored_at=timezone.now())
    is_known = is_known or StoredFile.objects.filter(sha256=sha256).exists()
    if not (is_known and default_storage.exists(name)):
        content.seek(0)
        default_storage.save(name, content if isinstance(content, File) else File(content))
    with transaction.atomic():
        stored, _ = StoredFile.objects.get_or_create(
            sha256=sha256, defaults={"file": name, "size": size, "media_type": media_type}
        )
    return stored


def storage_name(sha256: str) -> str:
    return f"{FILES}/{sha256[:2]}/{sha256}"


def fingerprint(content) -> tuple[str, int]:
    """SHA-256 and size of a file, from its start."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    return digest.hexdigest(), size


def is_erased(sha256: str) -> bool:
    return Erasure.objects.filter(sha256=sha256).exists() or default_storage.exists(f"{ERASED}/{sha256}")


def mark_erased(sha256: str) -> None:
    """Leave a mark in the storage, which a database that is restored from a backup finds."""
    if not default_storage.exists(f"{ERASED}/{sha256}"):
        default_storage.save(f"{ERASED}/{sha256}", ContentFile(b""))
