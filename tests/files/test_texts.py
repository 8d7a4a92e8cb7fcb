"""The text of a file: read page by page, found by search, and shown with the words marked."""

import csv
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Change, JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.files import recognition, texts
from baliportal.files.attaching import CannotAttach, attach, entry_at
from baliportal.files.models import File, Page, StoredFile
from baliportal.files.reading.reader import Unreadable
from baliportal.search.index.sync import catch_up
from legislation.models import Law
from resources.models import Resource
from workshops.models import Workshop

from .storing import file_of

pytestmark = pytest.mark.django_db

#: A text of some pages, the third of which has a word that no other record has.
PAGES = ["First comes the preamble.", "Then come definitions.", "Here the zebracorn is regulated at length."]
LONG = "\n\n".join(f"{page} " + "It goes on in many words of no consequence. " * 90 for page in PAGES)


@pytest.fixture(params=[Law, Workshop, Resource], ids=["law", "meeting", "resource"])
def entry(request):
    return request.param.objects.create(title="Something published", status=Status.PUBLISHED)


def results(client, **query):
    response = client.get("/search.json", query)
    return json.loads(b"".join(response.streaming_content))


def test_a_word_of_a_file_finds_its_entry_and_leads_to_the_page(vera, entry):
    file = attach(entry, ContentFile(LONG.encode()), "act.txt", by=SYSTEM, title="The whole text", language="en")
    catch_up()
    page = Page.objects.get(stored__sha256=file.sha256, text__contains="zebracorn")
    assert page.number > 1
    shown = vera.get("/search/", {"q": "zebracorn"}).content.decode()
    assert f"Page {page.number} of <bdi>The whole text</bdi>" in shown
    assert "<mark>zebracorn</mark>" in shown
    reader = vera.get(file.text_url, {"q": "zebracorn", "page": page.number}).content.decode()
    assert "<mark>zebracorn</mark>" in reader
    assert f"Page {page.number} of {file_pages(file)}" in reader
    [result] = results(vera, q="zebracorn")["results"]
    assert [(hit["file"], hit["page"]) for hit in result["pages"]] == [("The whole text", page.number)]
    assert "zebracorn" in result["pages"][0]["snippet"]


def test_files_of_a_list_that_was_asked_for_words_say_on_which_pages_they_stand(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    Law.objects.create(title="The zebracorn Act", status=Status.PUBLISHED)
    file = attach(law, ContentFile(b"Of the zebracorn"), "act.txt", by=SYSTEM, title="The text")
    catch_up()
    said = f"The text, page 1: http://testserver/files/{file.sha256}/text/?q=zebracorn&page=1"
    lines = vera.get("/search.csv", {"q": "zebracorn"}).getvalue().decode("utf-8-sig").splitlines()
    rows = {row["title"]: row["page_hits"] for row in csv.DictReader(lines)}
    assert rows == {"The zebracorn Act": "", "An Act": said}
    chosen = vera.get("/legislation.csv", {"q": "zebracorn", "columns": "title,page_hits"}).getvalue().decode()
    assert f'An Act,"{said}"' in chosen
    assert "page_hits" not in vera.get("/legislation.csv").getvalue().decode()
    [hit] = [
        json.loads(line)["pages"] for line in vera.get("/search.jsonl?q=in:file+zebracorn").getvalue().splitlines()
    ]
    assert hit[0]["url"].endswith("page=1")


def file_pages(file):
    return StoredFile.objects.get(sha256=file.sha256).pages


def test_a_file_that_the_public_may_not_read_is_found_by_nobody(vera, entry):
    file = attach(entry, ContentFile(LONG.encode()), "act.txt", by=SYSTEM)
    File.objects.filter(pk=file.pk).update(visibility="officials")
    catch_up()
    assert results(vera, q="zebracorn")["total"] == 0


def test_a_withdrawn_entry_takes_its_pages_along(vera, entry):
    attach(entry, ContentFile(LONG.encode()), "act.txt", by=SYSTEM)
    catch_up()
    assert results(vera, q="zebracorn")["total"] == 1
    move(entry, to=Status.WITHDRAWN, by=SYSTEM)
    catch_up()
    assert results(vera, q="zebracorn")["total"] == 0


def test_a_title_ranks_above_a_file_and_words_close_together_above_scattered_ones(vera):
    scattered, close, titled = (Law.objects.create(title=f"{n} Act", status=Status.PUBLISHED) for n in "XYZ")
    titled.title = "The quokkaflux zebracorn Act"
    titled.save()
    far = "zebracorn " + "filler words without any meaning " * 60 + "quokkaflux"
    attach(scattered, ContentFile(far.encode()), "far.txt", by=SYSTEM)
    attach(
        close,
        ContentFile(("filler words without any meaning " * 60 + "quokkaflux zebracorn").encode()),
        "n.txt",
        by=SYSTEM,
    )
    catch_up()
    order = [result["title"] for result in results(vera, q="quokkaflux zebracorn")["results"]]
    assert order == ["The quokkaflux zebracorn Act", "Y Act", "X Act"]


def test_entries_are_filtered_by_the_language_of_their_files_as_recorded_or_else_as_read(vera):
    said, read, _, hidden = (
        Law.objects.create(title=f"{name} zebracorn", status=Status.PUBLISHED, language="en")
        for name in ("Said", "Read", "Bare", "Hidden")
    )
    file_of(said, b"one", language="th")
    file_of(hidden, b"two", language="th", visibility="officials")
    stored = StoredFile.objects.get(sha256=file_of(read, b"three").sha256)
    languages = enumerate(["th", "en", "th"], 1)
    Page.objects.bulk_create(Page(stored=stored, number=n, text="text", language=code) for n, code in languages)
    texts.refresh_text(stored)
    catch_up()
    found = results(vera, q="zebracorn", language="th")
    assert {result["title"] for result in found["results"]} == {"Said zebracorn", "Read zebracorn"}
    assert results(vera, q="zebracorn language:th")["total"] == 2
    counts = {choice["value"]: choice["count"] for choice in results(vera, q="zebracorn")["facets"]["language"]}
    assert counts == {"en": 4, "th": 2}


def test_places_of_words_can_be_chosen(vera):
    named = Law.objects.create(title="The zebracorn Act", status=Status.PUBLISHED)
    filed = Law.objects.create(title="Another Act", status=Status.PUBLISHED)
    attach(filed, ContentFile(b"Of the zebracorn"), "act.txt", by=SYSTEM)
    catch_up()
    titles = {
        q: {result["title"] for result in results(vera, q=q)["results"]}
        for q in ("zebracorn", "in:file zebracorn", "filepage:zebracorn", "in:title zebracorn", "zebracorn has:file")
    }
    both, file, title = {named.title, filed.title}, {filed.title}, {named.title}
    assert list(titles.values()) == [both, file, file, title, file]
    assert results(vera, q="zebracorn", has="file")["total"] == 1


def test_reading_is_a_change_of_the_record_and_reading_again_is_none():
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = file_of(law, b"Of the zebracorn")
    before = JournalHead.current()
    assert texts.read_waiting() == 1
    assert Change.objects.since(before).count() == 1
    assert File.objects.get(pk=file.pk).text_sha256
    before = JournalHead.current()
    texts.refresh_text(StoredFile.objects.get(sha256=file.sha256))
    assert JournalHead.current() == before
    assert texts.read_waiting() == 0


def test_a_reading_that_was_killed_goes_on_where_it_was(monkeypatch):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    stored = StoredFile.objects.get(sha256=file_of(law, LONG.encode()).sha256)
    whole = list(texts.iter_pages(stored.file.open(), "text/plain", "", 1))

    def killed(*arguments):
        yield from whole[:2]
        raise KeyboardInterrupt

    monkeypatch.setattr(texts, "BATCH", 1)
    with monkeypatch.context() as broken:
        broken.setattr(texts, "iter_pages", killed)
        with pytest.raises(KeyboardInterrupt):
            texts.read(stored)
    stored.refresh_from_db()
    assert stored.reading == "waiting"
    assert stored.page_set.count() == 1
    texts.read_waiting()
    assert [page.text for page in stored.page_set.all()] == [item["text"] for item in whole if "number" in item]


def test_a_recognition_that_was_killed_before_its_fingerprint_is_completed(monkeypatch):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    stored = StoredFile.objects.get(sha256=file_of(law, b"scan").sha256)
    StoredFile.objects.update(reading="needs-ocr", pages=1)
    Page.objects.create(stored=stored, number=1, text="Of the zebracorn", method="ocr")
    assert recognition.recognise_waiting(60) == 0
    stored.refresh_from_db()
    assert stored.reading == "read"
    assert stored.text_sha256
    assert File.objects.get().text_sha256 == stored.text_sha256


def test_a_file_whose_bytes_are_missing_does_not_stop_the_queue():
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    lost, sound = (StoredFile.objects.get(sha256=file_of(law, content).sha256) for content in (b"lost", b"sound"))
    default_storage.delete(lost.file.name)
    assert texts.read_waiting() == 2
    states = dict(StoredFile.objects.filter(pk__in=[lost.pk, sound.pk]).values_list("pk", "reading"))
    assert states == {lost.pk: "failed", sound.pk: "read"}
    lost.refresh_from_db()
    assert lost.reading_note == "The file is missing from the storage."


def test_pages_before_a_failure_are_kept_and_the_reason_is_told(monkeypatch):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    stored = StoredFile.objects.get(sha256=file_of(law, LONG.encode()).sha256)
    whole = list(texts.iter_pages(stored.file.open(), "text/plain", "", 1))

    def fails(*arguments):
        yield from whole[:2]
        raise Unreadable("The file is damaged and cannot be read.")

    monkeypatch.setattr(texts, "iter_pages", fails)
    texts.read(stored)
    assert (stored.reading, stored.reading_note) == ("failed", "The file is damaged and cannot be read.")
    assert [page.number for page in stored.page_set.all()] == [1]
    assert stored.text_sha256


def test_text_can_be_taken_whole_or_by_page(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = attach(law, ContentFile(LONG.encode()), "act.txt", by=SYSTEM)
    whole = vera.get(f"/files/{file.sha256}/text.txt")
    assert whole["Content-Type"] == "text/plain; charset=utf-8"
    assert all(page in whole.content.decode() for page in PAGES)
    first = vera.get(f"/files/{file.sha256}/text.txt?page=1").content.decode()
    assert PAGES[0] in first
    assert PAGES[2] not in first


def test_the_same_bytes_are_added_once_and_a_wrong_place_or_role_is_refused_in_words():
    law = Law.objects.create(title="An Act", slug="an-act", status=Status.PUBLISHED)
    assert entry_at("legislation/an-act").pk == law.pk
    for _ in range(2):
        attach(law, ContentFile(b"Of the zebracorn"), "act.txt", by=SYSTEM)
    assert law.files.count() == 1
    with pytest.raises(CannotAttach, match="no record at"):
        entry_at("legislation/no-act")
    for wrong, words in (({"role": "agenda"}, "is not a role"), ({"language": "english"}, "is not a language code")):
        with pytest.raises(CannotAttach, match=words):
            attach(law, ContentFile(b"x"), "act.txt", by=SYSTEM, **wrong)
