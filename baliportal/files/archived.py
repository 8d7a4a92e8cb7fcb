"""Archived copies: files of records that housekeeping took from the addresses that these records name.

Each says from where and when it was taken. The secretariat sees it, others only once somebody has stated its licence;
its text may be held for search, with a hit that leads to the source and not to the copy.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.publishing import Visibility

from .main_language import main_language
from .models import NEEDS_LICENCE, File, FormerFile, StoredFile

ARCHIVER = journal.Program("archive of linked documents")
FIELD, ROLE = "archive_links", "archived-copy"
#: The value of settings.ARCHIVE_LINKS with which the texts of copies are found by whoever may find their record.
SEARCHABLE = "search"


def archived_entries(prefix: str = "") -> Q:
    """The condition that an entry, at the end of this lookup, lets copies be taken."""
    condition = Q(**{f"{prefix}pk__in": []})
    for kind in all_kinds():
        if any(field.name == FIELD for field in kind.fields):
            condition |= Q(**{f"{prefix}{kind.model._meta.model_name}__{FIELD}": True})
    return condition


def keep_copy(entry, *, sha256: str, original: str, name: str, address: str, taken_at) -> File | None:
    """Make bytes that are stored the entry's copy of an address; None where it has them, or somebody removed them.

    Its language is that of its pages, once they are read. An older copy that the secretariat alone sees is replaced. A
    published one stays as it is, because its licence was stated for its bytes and not for these.
    """
    files, former = File.objects.filter(entry=entry.pk), FormerFile.objects.filter(entry=entry.pk, source_url=address)
    copies = files.filter(source_url=address)
    removed = former.filter(sha256=sha256).exists() and not copies.exists()
    stored = StoredFile.objects.filter(sha256=sha256).first()
    if removed or not stored or files.filter(sha256=sha256).exists():
        return None
    file = copies.filter(visibility=Visibility.SECRETARIAT).first() or File(
        entry_id=entry.pk, role=ROLE, visibility=Visibility.SECRETARIAT, position=files.count() + 1
    )
    file.sha256, file.original, file.name, file.size = sha256, original, name, stored.size
    file.text_sha256, file.licence, file.language = stored.text_sha256, "", file.language or main_language(sha256)
    file.source_url, file.taken_at = address, taken_at
    with journal.recording(by=ARCHIVER, note=f"Copy taken of {address}"), transaction.atomic():
        file.save()
    return file


def adopt_source(part: File) -> None:
    """Set in a new row the source of its bytes, which no record states: that of the entry's file, or of another's."""
    known = Q(sha256=part.sha256) & ~Q(source_url="")
    for condition in (known & Q(entry=part.entry_id), known):
        for model in (File, FormerFile):
            if file := model.objects.filter(condition).first():
                part.source_url, part.taken_at = file.source_url, file.taken_at
                return


def lacks_licence(file: File, visibility: str, licence: str) -> str:
    """Return the reason why a file may not have this visibility, "" where it may."""
    return NEEDS_LICENCE if file.source_url and visibility != Visibility.SECRETARIAT and not licence else ""


def held_files(condition: Q):
    """The copies whose texts are held for search; none unless the portal's setting says so."""
    held = File.objects.filter(archived_entries("entry__"), condition).exclude(source_url="").exclude(text_sha256="")
    return held if settings.ARCHIVE_LINKS == SEARCHABLE else held.none()


def held_names(record) -> list[str]:
    """The fingerprints of the copies of a record whose texts are held for search; a query for such records only."""
    if settings.ARCHIVE_LINKS != SEARCHABLE or not record.get(FIELD):
        return []
    return list(held_files(Q(entry__public_id=record["id"])).values_list("sha256", flat=True))
