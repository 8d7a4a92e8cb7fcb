"""Stored files in the back office: a text corrected by a person, read again, and a takedown with its reason."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status
from baliportal.files.attaching import attach
from baliportal.files.models import Page, StoredFile
from baliportal.files.recognition import recognise_waiting, waiting_in_words
from baliportal.files.texts import read_waiting
from baliportal.search.index.sync import catch_up
from legislation.models import Law

from .storing import file_of
from .storing import stored as stored_bytes

pytestmark = pytest.mark.django_db
NOTHING_WAITS = "0 public files wait to be read, 0 pages for text recognition"


@pytest.fixture
def law(db):
    return Law.objects.create(title="An Act", status=Status.PUBLISHED)


@pytest.fixture
def stored(law):
    file = attach(law, ContentFile(b"Of the zebracom"), "act.txt", by=SYSTEM, title="The text")
    return StoredFile.objects.get(sha256=file.sha256)


def url(stored, name="change", *more):
    return reverse(f"admin:files_storedfile_{name}", args=[stored.pk, *more])


def test_a_corrected_text_is_found_shown_and_told_by_whom(admin_client, admin_user, vera, law, stored):
    assert "zebracom" in admin_client.get(url(stored, "page", 1)).content.decode()
    admin_client.post(url(stored, "page", 1), {"text": "Of the zebracorn", "language": language_of(stored)})
    catch_up()
    assert "An Act" in vera.get("/search/?q=zebracorn").content.decode()
    assert "Of the zebracorn" in vera.get(f"/files/{stored.sha256}/text/").content.decode()
    newest = Change.objects.of(law).first()
    assert (newest.who, newest.note) == (admin_user.username, "Text of page 1 of a file corrected")
    assert f"corrected by {admin_user.username}" in admin_client.get(url(stored)).content.decode()


def language_of(stored):
    return Page.objects.get(stored=stored).language


def test_a_language_is_corrected_without_the_text_and_both_stay_when_the_file_is_read_again(
    admin_client, admin_user, law
):
    file = attach(law, ContentFile("Für die Zebras\nund andere".encode()), "act.txt", by=SYSTEM, language="en")
    stored = StoredFile.objects.get(sha256=file.sha256)
    before = Page.objects.get(stored=stored)
    admin_client.post(url(stored, "page", 1), {"text": before.text.replace("\n", "\r\n"), "language": "de"})
    page = Page.objects.get(stored=stored)
    assert (page.language, page.language_by, page.text, page.corrected_by) == (
        "de", admin_user.username, before.text, "",
    )  # fmt: skip
    newest = Change.objects.of(law).first()
    told = f"Language of page 1 of a file corrected: {before.language or 'not known'} to de"
    assert (newest.who, newest.note) == (admin_user.username, told)
    assert f"language given by {admin_user.username}" in admin_client.get(url(stored)).content.decode()
    admin_client.post(url(stored, "again"))
    read_waiting()
    assert Page.objects.get(stored=stored).language == "de"


def test_a_language_that_is_no_code_is_refused_in_words(admin_client, stored):
    answer = admin_client.post(url(stored, "page", 1), {"text": "Of the zebracom", "language": "German"})
    assert "is not a language code such as en or th" in answer.content.decode()
    assert Page.objects.get(stored=stored).language_by == ""


def test_reading_again_leaves_a_corrected_page_as_it_is(admin_client, stored):
    admin_client.post(url(stored, "page", 1), {"text": "Of the zebracorn", "language": "en"})
    admin_client.post(url(stored, "again"))
    stored.refresh_from_db()
    assert stored.reading == "waiting"
    assert Page.objects.get(stored=stored).text == "Of the zebracorn"


def test_a_takedown_asks_for_a_reason_and_cannot_be_had_without_one(admin_client, vera, stored):
    admin_client.post(url(stored, "erase"), {"reason": ""})
    assert StoredFile.objects.filter(pk=stored.pk).exists()
    admin_client.post(url(stored, "erase"), {"reason": "Names a victim"})
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert vera.get(f"/files/{stored.sha256}/").status_code == 410


def test_pages_are_recognised_one_by_one_and_wait_where_nothing_is_installed(monkeypatch, stored):
    for number in (2, 3):
        Page.objects.create(stored=stored, number=number, needs_ocr=True)
    StoredFile.objects.filter(pk=stored.pk).update(reading="needs-ocr")
    missing = {"text": "", "confidence": None, "reason": "Tesseract is not installed.", "missing": True}
    monkeypatch.setattr("baliportal.files.recognition.ocr", lambda *arguments: missing)
    assert recognise_waiting(60) == 0
    assert Page.objects.filter(needs_ocr=True).count() == 2
    found = {"text": "Recognised", "confidence": 91.0, "reason": "", "missing": False}
    monkeypatch.setattr("baliportal.files.recognition.ocr", lambda *arguments: found)
    assert recognise_waiting(60) == 2
    stored.refresh_from_db()
    assert stored.reading == "read"
    assert Page.objects.get(stored=stored, number=3).by_machine


def test_an_original_is_never_read_and_is_not_told_to_wait(law):
    original = stored_bytes(b"With the name of its author")
    file = file_of(law, b"Without", original=original.sha256)
    two_days = StoredFile.objects.get(pk=original.pk).stored_at - timedelta(days=2)
    StoredFile.objects.update(stored_at=two_days)
    words = "1 public files wait to be read, 0 pages for text recognition, the oldest for 2 days"
    assert waiting_in_words() == f"{words}: housekeeping does not run"
    read_waiting()
    assert waiting_in_words() == NOTHING_WAITS
    assert StoredFile.objects.get(sha256=file.sha256).reading == "read"


@pytest.mark.parametrize(
    ("of_record", "of_file"),
    [({"visibility": "officials"}, {}), ({"status": Status.DRAFT}, {}), ({}, {"visibility": "secretariat"})],
)
def test_files_that_not_everybody_sees_are_told_to_wait_to_nobody(of_record, of_file):
    closed = Law.objects.create(**{"title": "A closed act", "status": Status.PUBLISHED} | of_record)
    for content in (b"Not read yet", b"A scan"):
        file_of(closed, content, **of_file)
    scan = StoredFile.objects.last()
    Page.objects.create(stored=scan, number=1, needs_ocr=True)
    StoredFile.objects.filter(pk=scan.pk).update(reading="needs-ocr")
    StoredFile.objects.update(stored_at=scan.stored_at - timedelta(days=2))
    assert waiting_in_words() == NOTHING_WAITS
