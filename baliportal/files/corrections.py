"""Corrections of texts by people, and reading anew."""

from django.db import transaction
from django.utils import timezone

from baliportal.catalogue import journal

from .models import Page, StoredFile
from .texts import refresh_text


def correct_page(page: Page, text: str, *, by) -> None:
    """Write the text of a page as a person gives it; the records that carry the file change, by that person."""
    with journal.recording(by=by, note=f"Text of page {page.number} of a file corrected"):
        Page.objects.filter(pk=page.pk).update(
            text=text, needs_ocr=False, note="", corrected_by=by.get_username(), corrected_at=timezone.now()
        )
        refresh_text(page.stored, by=by)


def correct_language(page: Page, language: str, *, by) -> None:
    """Write the language of a page as a person gives it, by which its words are found; its text stays as it is."""
    words = f"{page.language or 'not known'} to {language or 'not known'}"
    with journal.recording(by=by, note=f"Language of page {page.number} of a file corrected: {words}"):
        Page.objects.filter(pk=page.pk).update(language=language, language_by=by.get_username())
        refresh_text(page.stored, by=by)


def read_again(stored: StoredFile) -> None:
    """Let housekeeping read a file anew. Pages that a person corrected stay."""
    with transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(reading=StoredFile.Reading.WAITING, reading_note="")
        stored.page_set.filter(corrected_by="", language_by="").delete()
