"""Access to bytes: everybody who may see one entry that carries them, as the table says."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.publishing import Status, move
from baliportal.files.attaching import attach
from baliportal.files.corrections import correct_page
from baliportal.files.models import File, Page, StoredFile
from baliportal.files.takedowns import erase
from legislation.models import Law
from resources.models import Resource

from .storing import file_of, stored

pytestmark = pytest.mark.django_db

#: {(status and visibility of the entry, visibility of its file): who may fetch the bytes}.
READERS = {
    ("published public", "public"): {"visitor", "official", "publisher"},
    ("published public", "officials"): {"official", "publisher"},
    ("published public", "secretariat"): {"publisher"},
    ("published officials", "public"): {"official", "publisher"},
    ("published officials", "secretariat"): {"publisher"},
    ("published secretariat", "public"): {"publisher"},
    ("draft public", "public"): {"publisher"},
    ("draft officials", "officials"): {"publisher"},
    ("withdrawn public", "public"): {"publisher"},
}


@pytest.fixture
def readers(client, tomasi, ana):
    """A function that returns who of the cast gets an answer other than 404 at an address."""

    def ask(address):
        answers = {}
        for name, user in (("visitor", None), ("official", tomasi), ("publisher", ana)):
            client.logout()
            if user:
                client.force_login(user)
            answers[name] = client.get(address).status_code
        return {name for name, status in answers.items() if status != 404}

    return ask


@pytest.mark.parametrize(("entry", "visibility"), READERS)
def test_a_file_is_open_to_those_of_the_table(readers, entry, visibility):
    status, seen_by = entry.split()
    law = Law.objects.create(title="An Act", status=status, visibility=seen_by)
    file = file_of(law, f"{entry} {visibility}".encode(), visibility=visibility)
    assert readers(file.get_absolute_url()) == READERS[entry, visibility]
    assert readers(file.text_url) == READERS[entry, visibility]
    assert readers(f"/files/{file.sha256}/text.txt") == READERS[entry, visibility]


def test_bytes_of_two_entries_are_open_to_the_readers_of_either_and_name_the_open_one_only(client, readers):
    hidden = Law.objects.create(title="A hidden Act", status=Status.PUBLISHED, visibility="secretariat")
    shown = Resource.objects.create(title="An open guide", status=Status.PUBLISHED)
    file_of(hidden, name="hidden.txt")
    file = file_of(shown, name="open.txt")
    assert readers(file.get_absolute_url()) == {"visitor", "official", "publisher"}
    client.logout()
    page = client.get(file.text_url).content.decode()
    assert "An open guide" in page
    assert "hidden act" not in page.lower()
    assert "hidden.txt" not in page


def test_the_original_is_open_to_the_secretariat_alone(readers):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    original = file_of(Resource.objects.create(title="Elsewhere"), b"with the author's name")
    file = file_of(law, b"without", original=original.sha256)
    original.delete()
    assert readers(f"/files/{file.original}/") == {"publisher"}


def test_the_address_of_a_replaced_file_answers_and_leads_to_the_next(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = file_of(law, b"first")
    before, after = file.get_absolute_url(), file_of(Resource.objects.create(title="Elsewhere"), b"second")
    file.sha256 = after.sha256
    file.save()
    response = vera.get(before)
    assert (response.status_code, response.getvalue()) == (200, b"first")
    assert response["Link"] == f'</files/{after.sha256}/>; rel="successor-version"'
    assert f"/files/{after.sha256}/text/" in vera.get(f"{before}text/").content.decode()


def test_a_next_file_that_the_reader_may_not_see_is_not_named(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = file_of(law, b"first")
    before = file.get_absolute_url()
    file.sha256 = file_of(Resource.objects.create(title="Elsewhere"), b"second").sha256
    file.visibility = "officials"
    file.save()
    response = vera.get(before)
    assert (response.status_code, "Link" in response.headers) == (200, False)
    shown = vera.get(f"{before}text/").content.decode()
    assert file.sha256 not in shown
    assert "This file was taken off its record" in shown


def test_a_page_names_its_lasting_address_to_be_cited_and_says_when_nothing_private_was_removed(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = attach(law, ContentFile(b"Of the zebracorn"), "act.txt", by=SYSTEM, title="The text")
    shown = vera.get(f"{file.text_url}?q=zebracorn").content.decode()
    cited = f"The text. In: An Act. Bali Process knowledge portal. http://testserver{file.text_url}<"
    assert cited in shown
    assert "published as uploaded" not in shown
    File.objects.update(as_uploaded=True)
    move(law, to=Status.WITHDRAWN, by=SYSTEM)
    move(law, to=Status.PUBLISHED, by=SYSTEM)
    for address in (law.get_absolute_url(), file.text_url):
        assert "published as uploaded, nothing private was removed" in vera.get(address).content.decode()


def test_a_file_without_text_leads_to_its_pages_where_it_has_some_and_says_so(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    for name, media_type in (("scan.pdf", "application/pdf"), ("empty.txt", "text/plain")):
        file_of(law, name.encode(), name, media_type)
    StoredFile.objects.update(reading="read")
    shown = vera.get(law.get_absolute_url()).content.decode()
    assert (shown.count("See the pages<"), shown.count("It has no text.")) == (1, 2)


def test_what_a_browser_has_already_is_not_sent_again(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = attach(law, ContentFile(b"Of the zebracorn"), "act.txt", by=SYSTEM)
    for address in (file.get_absolute_url(), f"/files/{file.sha256}/text.txt", f"/files/{file.sha256}/text.txt?page=1"):
        first = vera.get(address)
        again = vera.get(address, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)
    correct_page(Page.objects.get(), "Of the quokkaflux", by=SYSTEM)
    again = vera.get(f"/files/{file.sha256}/text.txt", headers={"If-None-Match": first["ETag"]})
    assert again.getvalue() == b"Of the quokkaflux"


def test_a_removed_file_stays_open_to_the_readers_of_its_entry(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = file_of(law, b"removed")
    File.objects.get(pk=file.pk).delete()
    assert vera.get(file.get_absolute_url()).getvalue() == b"removed"
    move(law, to=Status.WITHDRAWN, by=SYSTEM)
    assert vera.get(file.get_absolute_url()).status_code == 404


def test_a_takedown_is_told_and_nothing_of_it_is_left(vera, ana, settings):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = file_of(law, b"private after all")
    assert erase(file.sha256, by=ana, reason="Names a victim") == 1
    response = vera.get(file.get_absolute_url())
    assert response.status_code == 410
    assert "Names a victim" in response.content.decode()
    assert vera.get(file.text_url).status_code == 410
    assert b"private after all" not in b"".join(
        path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()
    )
    page = vera.get(law.get_absolute_url()).content.decode()
    assert f"Taken down on {timezone.localdate():%-d %B %Y}" in page


@pytest.mark.parametrize("by_its", ["copy", "original"])
@pytest.mark.parametrize("former", [False, True], ids=["carried", "formerly carried"])
def test_a_takedown_of_either_takes_the_copy_and_its_original(vera, ana, by_its, former):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    original = stored(b"with the author's name").sha256
    file = file_of(law, b"without", original=original)
    if former:
        File.objects.get(pk=file.pk).delete()
    erase({"copy": file.sha256, "original": original}[by_its], by=ana, reason="Names a victim")
    assert not StoredFile.objects.filter(sha256__in=[file.sha256, original]).exists()
    assert vera.get(file.get_absolute_url()).status_code == 410


def test_a_download_is_an_attachment_that_runs_nothing(vera):
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED)
    file = file_of(law, name='../../x"\r\nSet-Cookie: a=b.html')
    response = vera.get(file.get_absolute_url())
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Disposition"].rstrip('"').endswith(".txt")
    assert "Set-Cookie" not in response.headers
    assert (response["X-Content-Type-Options"], "sandbox" in response["Content-Security-Policy"]) == ("nosniff", True)


def test_an_address_that_nobody_carries_is_not_there(readers):
    assert readers(f"/files/{'0' * 64}/") == set()
    assert readers("/files/nothing/text/") == set()
