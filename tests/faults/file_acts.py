"""Acts of files for processes that are killed at one of their stages, and what must be true when all has come to rest."""

import hashlib
import os
import time
from datetime import timedelta
from pathlib import Path
from string import ascii_lowercase
from unittest.mock import patch

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from baliportal.catalogue.publishing import Status
from baliportal.files import recognition, takedowns, upkeep
from baliportal.files.attaching import attach
from baliportal.files.models import Erasure, File, Page, StoredFile
from baliportal.files.page_pictures import picture_of
from baliportal.files.texts import read_waiting
from baliportal.files.uploads import accept
from baliportal.housekeeping import do
from baliportal.search.index.sync import catch_up
from legislation.models import Law

from ..files.made_files import make_pdf, paragraph
from ..files.safety_files import docx
from .acts import curator
from .oracle import differences

__all__ = ["read_waiting"]
DAY = timedelta(days=2)
PAGES = 4
FILLER = "It goes on in many words of no consequence whatever. " * 60
PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80\nEI Q", b""
Reading = StoredFile.Reading


def words(stage, number):
    """A word for each page, which no other file has; of letters, as lines that differ in digits are page numbers."""
    return [f"zebra{ascii_lowercase[stage]}{ascii_lowercase[number]}{page}" for page in "wxyz"[:PAGES]]


def content(stage, number):
    """Name and bytes of a PDF, a Word document or a text, in turn."""
    marks = words(stage, number)
    made = {
        "act.pdf": lambda: make_pdf(*([(72, 700, f"The word of this page is {mark} alone.")] for mark in marks)),
        "act.docx": lambda: docx("".join(paragraph(f"{mark} {FILLER}") for mark in marks)),
        "act.txt": lambda: "\n\n".join(f"{mark} {FILLER}" for mark in marks).encode(),
    }
    name = list(made)[number % len(made)]
    return name, made[name]()


def law(stage, number):
    slug = f"killed-{stage}-{number}"
    return Law.objects.get_or_create(slug=slug, defaults={"title": f"Act {slug}", "status": Status.PUBLISHED})[0]


def add(stage, number, like=None):
    """Take in a file and read it."""
    name, data = content(stage, number) if like is None else like
    attach(law(stage, number), ContentFile(data), name, by=curator())


def offer(stage, number):
    """Take in a file that waits to be read."""
    with patch("baliportal.files.attaching.read"), patch("baliportal.files.texts.in_background"):
        add(stage, number)


def picture(stage, number):
    """Render a page of a PDF."""
    data = make_pdf([(72, 700, " ".join(words(stage, number)))])
    file = attach(law(stage, number), ContentFile(data), "act.pdf", by=curator())
    assert picture_of(StoredFile.objects.get(sha256=file.sha256), 1)


def recognise(stage, number):
    """Recognise the pages of a scan."""
    data = make_pdf(*[PICTURE] * PAGES, extra=f"/Lang({words(stage, number)[0]})".encode())
    attach(law(stage, number), ContentFile(data), "act.pdf", by=curator())
    recognition.recognise_waiting(60)


def take_down(stage, number):
    """Take in a file, unless it was taken down, and take it down."""
    entry = law(stage, number)
    if not Erasure.objects.filter(sha256__in=entry.files.values("sha256")).exists():
        add(stage, number, like=("act.pdf", make_pdf([(72, 700, " ".join(words(stage, number)))])))
        takedowns.erase(entry.files.get().sha256, by=curator(), reason="Private")


def remove_orphans(stage, number):
    """Remove an upload that nothing came of."""
    name, data = content(stage, number)
    accept(ContentFile(data), name)
    _let_a_day_pass()
    upkeep.remove_orphans()


def recognised():
    """Text recognition that answers at once and for certain: what is tested is what becomes of its answers."""
    answer = lambda file, number, languages: {"text": f"scanned {number}", "confidence": 90, "reason": ""}  # noqa: E731
    return patch("baliportal.files.recognition.ocr", answer)


def come_to_rest():
    """Run what housekeeping does for files, a day later."""
    _let_a_day_pass()
    return [outcome.words for outcome in do(["texts", "files"]) if outcome.failed]


def _let_a_day_pass():
    StoredFile.objects.update(stored_at=timezone.now() - DAY, checked_at=None)
    for path in [*Path(settings.MEDIA_ROOT).rglob("*"), *Path(settings.PICTURES_ROOT).rglob("*")]:
        os.utime(path, (time.time() - DAY.total_seconds(),) * 2)


def wrong_now(failed=0, *, indexed=True):
    """Descriptions of what is not whole, of the index too if `indexed`; so many files may be there that `failed`.

    The index follows what a thread has committed this instant, as it does for the next search.
    """
    catch_up()
    wrong = [word for stored in StoredFile.objects.all() for word in _wrong_with(stored)]
    count = StoredFile.objects.filter(reading=Reading.FAILED).count()
    wrong += [f"{count} files cannot be read"] * (count != failed)
    return wrong + _wrong_in_storage() + _wrong_texts() + differences(documents=indexed)[:3]


def _wrong_with(stored):
    carried = File.objects.filter(sha256=stored.sha256)
    numbers = list(stored.page_set.values_list("number", flat=True))
    texts_of = stored.page_set.values_list("text", flat=True)
    digest = hashlib.sha256("".join(f"{text}\f" for text in texts_of).encode()).hexdigest() if any(texts_of) else ""
    found = {
        upkeep.damage_of(stored): True,
        "waits": carried.exists() and stored.reading in (Reading.WAITING, Reading.NEEDS_OCR),
        "lacks pages": stored.reading == Reading.READ and numbers != list(range(1, (stored.pages or 0) + 1)),
        "has another text": digest != stored.text_sha256 or carried.exclude(text_sha256=digest).exists(),
        "is named by nothing": not stored.kept,
    }
    return [f"a file {stored.reading} {word}" for word, is_wrong in found.items() if word and is_wrong]


def _wrong_in_storage():
    media = Path(settings.MEDIA_ROOT)
    kept = {str(path.relative_to(media)) for path in media.rglob("files/*/*")}
    parts = [*media.rglob("*.part"), *Path(settings.PICTURES_ROOT).rglob("*.part")]
    erased = set(Erasure.objects.values_list("sha256", flat=True))
    marked = set(default_storage.listdir("erased")[1]) if default_storage.exists("erased") else set()
    return (
        [f"{name} has no row" for name in sorted(kept - set(StoredFile.objects.values_list("file", flat=True)))]
        + [f"{path.name} was not written whole" for path in parts]
        + [f"{name} was taken down and has no mark" for name in erased - marked]
    )


def _wrong_texts():
    """Each word of each page that was read stands on one page, in the order of the file."""
    wrong = []
    for file in File.objects.filter(entry__slug__startswith="killed-").exclude(text_sha256=""):
        text = "\n".join(Page.objects.filter(stored__sha256=file.sha256).values_list("text", flat=True))
        stage, number = map(int, file.entry.slug.split("-")[1:])
        places = [text.find(word) for word in words(stage, number)]
        if "scanned" not in text and (places != sorted(places) or -1 in places or text.count("zebra") != PAGES):
            wrong.append(f"{file.entry.slug}: {places}")
    return wrong
