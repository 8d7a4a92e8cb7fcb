"""ZIPs of files with their list, uploaded and previewed as in the admin."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from baliportal.imports.archives.upload import upload_archive

from ..editorial.desk_work import previewed, saved
from ..files.made_files import make_zip

HEAD = ["path", "record", "role", "language", "title", "licence"]


def make_archive(rows, files, *, head=HEAD, name="files.csv", **options):
    """Bytes of a ZIP with these files and a list of these rows."""
    return make_zip({name: saved([head, *rows], **options)} | files)


def upload(content, user, name="files.zip", **options):
    return upload_archive(SimpleUploadedFile(name, content), by=user, **options)


def previewed_archive(rows, files, user, **options):
    """The previewed batch of an archive."""
    return previewed(upload(make_archive(rows, files, **options), user), user)


def row_of(law, path, role="text", language="en", title="", licence=""):
    return [path, f"legislation/{law.slug}", role, language, title, licence]


def as_upload(content, name="files.zip"):
    """A ZIP as a form sends it."""
    file = io.BytesIO(content)
    file.name = name
    return file
