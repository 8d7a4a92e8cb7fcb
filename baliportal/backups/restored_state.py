"""Check of a restored portal against the manifest of its set, and against itself."""

from django.core.files.storage import default_storage
from django.db.models import Max, Min

from baliportal.catalogue.models import Change, Entry, JournalHead
from baliportal.files.models import Erasure, StoredFile
from baliportal.search.index.sync import get_index, is_behind

from .errors import BackupError


def check_restored(manifest: dict) -> dict:
    """Return figures of the portal. Raises BackupError where they are not those of the set."""
    figures = {
        "journal": JournalHead.current(), "entries": Entry.objects.count(), "files": StoredFile.objects.count(),
        "erased": Erasure.objects.count(),
    }  # fmt: skip
    wrong = [
        *_wrong_journal(),
        *_lost(figures, manifest),
        *_wrong_index(),
        *_missing_files(set(manifest["damaged"])),
    ]
    if wrong:
        raise BackupError(f"The restored portal is not as it was: {'; '.join(wrong[:5])}.")
    return figures


def _lost(figures, manifest):
    if figures["journal"] < manifest["journal_number"]:
        yield f"the journal ends at {figures['journal']} instead of {manifest['journal_number']}"
    if figures["entries"] != manifest["entries"]:
        yield f"{figures['entries']} of {manifest['entries']} entries"


def _wrong_journal():
    """Numbers are given without gaps, so that as many rows as the last number tells stand between the first and it."""
    ends = Change.objects.aggregate(first=Min("number"), last=Max("number"))
    count, head = Change.objects.count(), JournalHead.current()
    if (ends["first"] or 1, ends["last"] or 0) != (1, count) or head != count:
        yield f"the journal has {count} changes up to number {head}"


def _wrong_index():
    if is_behind(get_index()):
        yield "the search index does not follow the journal"
        return
    with get_index().reading() as reader:
        found = reader.searcher.num_docs - 1  # one document holds the position in the journal
    expected = Entry.objects.published().count()
    if found != expected:
        yield f"the search index has {found} of {expected} public entries"


def _missing_files(known_damage):
    for name in StoredFile.objects.values_list("file", flat=True).iterator():
        if not default_storage.exists(name) and not any(words.startswith(name) for words in known_damage):
            yield f"the file {name} is missing"
