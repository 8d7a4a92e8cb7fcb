"""Files whose bytes are stored as they are, for tests of what comes after the checks."""

from django.core.files.base import ContentFile

from baliportal.files.models import File, StoredFile
from baliportal.files.storage import store


def stored(content=b"Guide", media_type="text/plain"):
    """Store bytes, without a record that names them."""
    return store(ContentFile(content), media_type)


def file_of(entry, content=b"Guide", name="guide.txt", media_type="text/plain", **columns):
    """Store bytes as a file of an entry."""
    row = stored(content, media_type)
    file = File.objects.create(entry_id=entry.pk, name=name, sha256=row.sha256, size=row.size, **columns)
    StoredFile.objects.filter(pk=row.pk).update(kept=True)
    return file


def content_of(file):
    """The bytes that an entry's file stands for."""
    with StoredFile.objects.get(sha256=file.sha256).file.open() as opened:
        return opened.read()
