"""Adding files to a record without a form: by the command, and by an archive of many."""

from pathlib import Path

from django.core.files.base import File as Content
from django.db import transaction

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Entry

from .models import File, StoredFile
from .records import FileRows
from .texts import read
from .uploads import accept


class CannotAttach(ValueError):
    """The file cannot be added; the message says why."""


def entry_at(address: str) -> Entry:
    """The entry at “<list>/<slug>”, published or not. Raises CannotAttach."""
    path, _, slug = address.strip("/").rpartition("/")
    kind = next((kind for kind in all_kinds() if kind.path == path), None)
    entry = kind and kind.model.objects.filter(slug=slug).first()
    if not entry:
        raise CannotAttach(f"There is no record at {address}: write it as its address ends, legislation/my-act-2007.")
    return entry


def attach(entry: Entry, content, name: str, *, by, role="", title="", language="", licence="") -> File:
    """Add a file to an entry, read its text, and return the file.

    Bytes that the entry has already are not added again: their file is returned. Raises CannotAttach for a role that
    the kind does not have, FileRefused.
    """
    _check_role(entry, role)
    accepted = accept(content, name)
    with journal.recording(by=by, note=f"File added: {accepted.name}"), transaction.atomic():
        file = File.objects.filter(entry=entry.pk, sha256=accepted.sha256).first()
        if file is None:
            file = File(entry_id=entry.pk, role=role, title=title, language=language, licence=licence)
            accepted.describe(file)
            file.position = File.objects.filter(entry=entry.pk).count() + 1
            file.save()
    stored = StoredFile.objects.get(sha256=file.sha256)
    if stored.reading == StoredFile.Reading.WAITING:
        read(stored)
    file.refresh_from_db()
    return file


def attach_path(entry: Entry, path: str | Path, **options) -> File:
    """The same with a file of the disk."""
    with Path(path).open("rb") as content:
        return attach(entry, Content(content), Path(path).name, **options)


def _check_role(entry, role):
    field = next((field for field in named(entry.kind).fields if isinstance(field.type, FileRows)), None)
    if field is None:
        raise CannotAttach("Records of this kind have no files.")
    roles = dict(next(inner.type.choices for inner in field.type.fields if inner.name == "role"))
    if role and role not in roles:
        raise CannotAttach(f"“{role}” is not a role of such files; these are: {', '.join(roles)}.")
