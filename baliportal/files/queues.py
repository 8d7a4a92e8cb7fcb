"""Entries whose files need a person: those that could not be read, and those that are damaged."""

from .models import File, StoredFile

Reading = StoredFile.Reading


def unread(entries):
    """Filter to entries with a file whose text could not be read, or is a picture that nothing has recognised."""
    return _with_stored(entries, reading__in=[Reading.FAILED, Reading.NEEDS_OCR])


def damaged(entries):
    """Filter to entries with a file whose bytes are not those that were stored."""
    return _with_stored(entries, pk__in=StoredFile.objects.exclude(damage="").values("pk"))


def _with_stored(entries, **condition):
    names = StoredFile.objects.filter(**condition).values("sha256")
    return entries.filter(pk__in=File.objects.filter(sha256__in=names).values("entry"))
