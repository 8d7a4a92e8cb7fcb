"""The nested record schema of the files of an entry."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import InvalidValue, Language, Number, Text

from .models import File


def find_in_file_sources(sha256):
    """Return the storage name of bytes with this SHA-256 that belong to no `File` yet, or None.

    Calls each function named in `settings.FILE_SOURCES`, because apps of higher layers store uploads of their own.
    """
    return next(filter(None, (import_string(source)(sha256) for source in settings.FILE_SOURCES)), None)


@dataclass(frozen=True)
class FileRows(NestedRows):
    """Files of an entry by SHA-256. Records hold no bytes; a row whose bytes are not stored raises InvalidValue."""

    def complete(self, part, row):
        same = File.objects.filter(sha256=part.sha256).exclude(file="")
        stored = next((file for file in same if file.file.storage.exists(file.file.name)), None)
        name = stored.file.name if stored else find_in_file_sources(part.sha256)
        if not name or not part.file.storage.exists(name):
            raise InvalidValue(f"“{self.format([row])}”: no file with this fingerprint is kept here.")
        part.file, part.pages = name, stored.pages if stored else []

    def stored_files(self, instance, attribute):
        return {file.sha256: file.file.name for file in getattr(instance, attribute).all()}


FILES = FileRows(fields=(
    SchemaField("name", "Name", Text(200), "The name it is downloaded under.", "policy-guide-en.pdf", search="text"),
    SchemaField("language", "Language", Language(), "The language of this file.", "th", facet="language"),
    SchemaField("size", "Bytes", Number(), "Its size.", "482133"),
    SchemaField("sha256", "SHA-256", Text(64), "The fingerprint of its bytes.", "9f86d081884c7d65…"),
))  # fmt: skip
