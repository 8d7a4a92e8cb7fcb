"""Adding files to a record without a form: by the command, and by an archive of many."""

from pathlib import Path

from django.core.files.base import File as Content
from django.db import transaction

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.scalars import InvalidValue

from .models import File, StoredFile
from .records import file_rows
from .texts import read
from .uploads import Accepted, accept

NO_RECORD = "There is no record at {}: write it as its address ends, legislation/my-act-2007."


class CannotAttach(ValueError):
    """The file cannot be added; the message says why."""


def entry_at(address: str) -> Entry:
    """The entry at “<list>/<slug>”, published or not. Raises CannotAttach."""
    path, _, slug = address.strip("/").rpartition("/")
    kind = next((kind for kind in all_kinds() if kind.path == path), None)
    entry = kind and kind.model.objects.filter(slug=slug).first()
    if not entry:
        raise CannotAttach(NO_RECORD.format(address))
    return entry


def attach(entry: Entry, content, name: str, *, by, **description) -> File:
    """Add a file to an entry, read its text, and return the file.

    `description` has columns of a `File`; `as_uploaded` publishes the bytes as they are, which a signed file needs.
    Bytes that the entry has already are not added again: their file is returned. Raises CannotAttach for a description
    that a file of this kind cannot have, FileRefused.
    """
    description = _checked(entry, description)
    as_uploaded = description.get("as_uploaded", False)
    accepted = accept(content, name, unscrubbed=as_uploaded)
    note = f"File added: {accepted.name}{', published as uploaded' if as_uploaded else ''}"
    with journal.recording(by=by, note=note), transaction.atomic():
        file = file_with_bytes(entry, accepted.sha256) or add_file(entry, accepted, **description)
    stored = StoredFile.objects.get(sha256=file.sha256)
    if stored.reading == StoredFile.Reading.WAITING:
        read(stored)
    file.refresh_from_db()
    return file


def attach_path(entry: Entry, path: str | Path, **options) -> File:
    """The same with a file of the disk."""
    with Path(path).open("rb") as content:
        return attach(entry, Content(content), Path(path).name, **options)


def file_with_bytes(entry: Entry, sha256: str) -> File | None:
    """The file of an entry that has these bytes, if it has one."""
    return File.objects.filter(entry=entry.pk, sha256=sha256).first()


def add_file(entry: Entry, accepted: Accepted, **description) -> File:
    """Add stored bytes to an entry as its last file; the caller opens the recording."""
    file = File(entry_id=entry.pk, **description)
    accepted.describe(file)
    file.position = File.objects.filter(entry=entry.pk).count() + 1
    file.save()
    return file


def _checked(entry, description):
    """The description with each value as a record of this kind has it. Raises CannotAttach."""
    rows = file_rows(named(entry.kind))
    if rows is None:
        raise CannotAttach("Records of this kind have no files.")
    role = description.get("role")
    if role and role not in dict(rows.roles):
        raise CannotAttach(f"“{role}” is not a role of such files; these are: {', '.join(dict(rows.roles))}.")
    try:
        return {name: rows.field(name).type.clean(value) for name, value in description.items()}
    except InvalidValue as problem:
        raise CannotAttach(str(problem)) from problem
