"""Corrections of texts by people, and reading anew."""

from django.utils import timezone

from baliportal.catalogue import journal

from .models import Page, StoredFile
from .texts import refresh_text


def correct_page(page: Page, text: str, language: str, *, by) -> None:
    """Write the text of a page as a person gives it; the records that carry the file change, by that person."""
    with journal.recording(by=by, note=f"Text of page {page.number} of a file corrected"):
        Page.objects.filter(pk=page.pk).update(
            text=text.replace("\r\n", "\n").replace("\0", ""), language=language, needs_ocr=False, note="",
            corrected_by=by.get_username(), corrected_at=timezone.now(),
        )  # fmt: skip
        refresh_text(page.stored, by=by)


def read_again(stored: StoredFile) -> None:
    """Let housekeeping read a file anew. Pages that a person corrected stay."""
    stored.page_set.filter(corrected_by="").delete()
    StoredFile.objects.filter(pk=stored.pk).update(reading=StoredFile.Reading.WAITING, reading_note="")
