"""Text recognition of scanned pages, page by page, so that a reading that is killed goes on where it was."""

import time

from django.core.files.storage import default_storage
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import Visibility

from .models import File, Page, StoredFile
from .reading.reader import Unreadable, ocr
from .texts import refresh_text, waiting

METHOD = "ocr"
NOTHING = "No text was recognised"


def recognise_waiting(seconds: float) -> int:
    """Recognise the pages that wait, the oldest file first, until the time is over; return their number."""
    end, count = time.monotonic() + seconds, 0
    for stored in StoredFile.objects.filter(reading=StoredFile.Reading.NEEDS_OCR):
        count += recognise(stored, end)
        if time.monotonic() > end:
            break
    return count


def recognise(stored: StoredFile, end: float) -> int:
    """Recognise the pages of one file that wait, until `end`, a time of `time.monotonic`; return their number.

    Where text recognition or its languages are not installed the pages go on waiting, and the file says why. The text
    is fingerprinted where pages were recognised, now or by a run that was killed before it did so.
    """
    count, languages = 0, languages_of(stored)
    for page in stored.page_set.filter(needs_ocr=True):
        if time.monotonic() > end or not _recognise_page(stored, page, languages):
            break
        count += 1
    if count or not stored.page_set.filter(needs_ocr=True).exists():
        refresh_text(stored)
    return count


def languages_of(stored: StoredFile) -> list[str]:
    """The languages to look for: those that the records say, else English.

    English is not tried beside them: it would read a page in another script as nonsense where that model is missing.
    """
    named = File.objects.filter(sha256=stored.sha256).exclude(language="").values_list("language", flat=True)
    return list(dict.fromkeys(named)) or ["en"]


def _recognise_page(stored, page, languages):
    """Write the text of one page; False where nothing can be recognised on this machine."""
    try:
        with default_storage.open(stored.file.name) as file:
            found = ocr(file, page.number, languages)
    except (Unreadable, FileNotFoundError) as problem:
        found = {"text": "", "confidence": None, "reason": str(problem)}
    if found.get("missing"):
        StoredFile.objects.filter(pk=stored.pk).update(reading_note=found["reason"][:500])
        return False
    Page.objects.filter(pk=page.pk, needs_ocr=True).update(
        text=found["text"], confidence=found["confidence"], method=METHOD, needs_ocr=False,
        note="" if found["text"] else (found.get("reason") or NOTHING)[:300],
    )  # fmt: skip
    return True


def waiting_in_words() -> str:
    """The queue of the texts of public files in a sentence, for the health page; a queue that stands still is told.

    Everybody may ask for that page, so files that not everybody sees are not counted.
    """
    public = File.objects.filter(visibility=Visibility.PUBLIC, entry__in=Entry.objects.published(Visibility.PUBLIC))
    queue = waiting(public)
    pages = Page.objects.filter(needs_ocr=True, stored__sha256__in=public.values("sha256"))
    words = [f"{queue.count()} public files wait to be read", f"{pages.count()} pages for text recognition"]
    oldest = queue.order_by("stored_at").values_list("stored_at", flat=True).first()
    if oldest and (days := (timezone.now() - oldest).days):
        words.append(f"the oldest for {days} days: housekeeping does not run")
    return ", ".join(words)
