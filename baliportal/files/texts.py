"""Reading of texts: what waits is read in a child process, page by page, and the records learn of it."""

import fcntl
import hashlib
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.background import run_exclusive
from baliportal.catalogue.models import JournalHead

from .main_language import main_language
from .models import File, Page, StoredFile
from .reading.reader import Unreadable, iter_pages

READER = journal.Program("reader of files")
#: Pages written in one transaction, so that a reading that is killed goes on where it was.
BATCH = 50
MISSING = "The file is missing from the storage."
Reading = StoredFile.Reading

in_background = run_exclusive("file-texts")


def read_waiting(seconds: float = 60) -> int:
    """Read the files that wait, the oldest first, until the time is over; return their number."""
    start, done = timezone.now(), 0
    with _reading_alone() as alone:
        for pk in list(waiting().values_list("pk", flat=True)) if alone else ():
            if (timezone.now() - start).total_seconds() > seconds:
                break
            _read(StoredFile.objects.get(pk=pk))
            done += 1
    return done


def read_soon() -> None:
    """Read what waits in a thread, once this transaction is committed."""
    transaction.on_commit(lambda: in_background(read_waiting))


def waiting(files=None):
    """The stored files that records, or some `files` of them, hand out and whose text was not read yet.

    Originals are not read.
    """
    carried = (File.objects.all() if files is None else files).filter(sha256=OuterRef("sha256"))
    return StoredFile.objects.filter(Exists(carried), reading=Reading.WAITING)


def read(stored: StoredFile) -> StoredFile:
    """Read the text of a file to its end, unless somebody else did meanwhile, and tell the records that carry it."""
    with _reading_alone(wait=True):
        stored.refresh_from_db()
        return _read(stored) if stored.reading == Reading.WAITING else stored


def _read(stored):
    language = File.objects.filter(sha256=stored.sha256).values_list("language", flat=True).first() or ""
    try:
        _read_pages(stored, language)
    except Unreadable as problem:
        if problem.is_temporary:
            return stored
        return _finish(stored, Reading.FAILED, str(problem))
    except FileNotFoundError:  # else this file would stop the queue for ever
        return _finish(stored, Reading.FAILED, MISSING)
    state = Reading.NEEDS_OCR if stored.page_set.filter(needs_ocr=True).exists() else Reading.READ
    return _finish(stored, state, _note(stored))


def refresh_text(stored: StoredFile, by=READER) -> None:
    """Fingerprint the text again, after pages were recognised or corrected, and tell the records that carry it."""
    left = stored.page_set.filter(needs_ocr=True).exists()
    _finish(stored, Reading.NEEDS_OCR if left else Reading.READ, stored.reading_note if left else "", by)


@contextmanager
def _reading_alone(wait=False):
    """Take the lock of reading and yield True, or False while another thread or process reads; a kill releases it."""
    directory = Path(settings.PICTURES_ROOT)
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "reading.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _read_pages(stored, language):
    """Write the pages that are not there yet, those before a failure too."""
    present = set(stored.page_set.values_list("number", flat=True))
    first = next(number for number in count(1) if number not in present)
    batch = []
    with default_storage.open(stored.file.name) as file:
        try:
            for item in iter_pages(file, stored.media_type, language, first):
                if "number" not in item:
                    StoredFile.objects.filter(pk=stored.pk).update(pages=item["pages"])
                    continue
                batch.append(_page(stored, item))
                if len(batch) == BATCH:
                    _write(batch)
                    batch = []
        except Unreadable:
            _write(batch)
            raise
    _write(batch)


def _write(pages):
    Page.objects.bulk_create(pages, ignore_conflicts=True)


def _note(stored):
    """The reason of the first page that was not read, whichever run met it; "" where all were."""
    return stored.page_set.filter(needs_ocr=True).values_list("note", flat=True).first() or ""


def _page(stored, item):
    return Page(
        stored=stored, number=item["number"], text=item["text"], headings=item.get("headings", []),
        language=item.get("language", "")[:8], method=item.get("method", "")[:20],
        needs_ocr=item["state"] == "needs-ocr", note=item.get("reason", "")[:300],
    )  # fmt: skip


def _finish(stored, state, note, by=READER):
    """Write the outcome and the fingerprint of the text: into the bytes' row, and into every record that has them."""
    text_sha256 = _fingerprint(stored)
    with journal.recording(by=by, note="The text of a file was read."), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(
            reading=state, reading_note=note[:500], read_at=timezone.now(), text_sha256=text_sha256,
        )  # fmt: skip
        File.objects.filter(sha256=stored.sha256).exclude(text_sha256=text_sha256).update(text_sha256=text_sha256)
        _describe_copies(stored.sha256)
        JournalHead.move_public()  # pages tell of the state of reading, which no record has
    stored.refresh_from_db()
    return stored


def _describe_copies(sha256):
    """Write the language of a text into the copies of linked documents, which no person described."""
    copies = File.objects.filter(sha256=sha256, language="").exclude(source_url="")
    if copies.exists() and (language := main_language(sha256)):
        copies.update(language=language)


def _fingerprint(stored):
    """SHA-256 of the text, "" where there is none; with the languages that people gave, which decide on its terms."""
    digest = hashlib.sha256()
    for text, language, given_by in stored.page_set.values_list("text", "language", "language_by").iterator():
        digest.update(f"{text}\f{language if given_by else ''}".encode())
    return digest.hexdigest() if stored.page_set.exclude(text="").exists() else ""
