"""Documents that come with the portal: attached to their starter records once, and read."""

from pathlib import Path

from django.core.files.base import File as Content

from baliportal.catalogue.models import Entry
from baliportal.files.attaching import attach
from baliportal.files.models import File, FormerFile

from .load import STARTER

FOLDER = Path(__file__).parent / "documents"
#: File, kind and slug of its record, and what is said of it. The founding document names this portal's subjects.
DOCUMENTS = (
    ("bali-process-overview-2008.txt", "resource", "bali-process-overview-2008",
     {"role": "publication", "title": "Overview of the Bali Process", "language": "en"}),
)  # fmt: skip


def attach_documents() -> int:
    """Attach each document whose record never had a file; return their number. May be run again."""
    return sum(_attach(*document) for document in DOCUMENTS)


def _attach(name, kind, slug, described):
    entry = Entry.objects.filter(kind=kind, slug=slug).first()
    if entry is None or any(model.objects.filter(entry=entry).exists() for model in (File, FormerFile)):
        return 0
    with (FOLDER / name).open("rb") as content:
        attach(entry.specific, Content(content), name, by=STARTER, **described)
    return 1
