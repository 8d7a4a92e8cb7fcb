"""Access to bytes: everybody who may see one entry that carries them, as the table says."""

import pytest
from django.utils import timezone

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.publishing import Status, move
from baliportal.files.models import File
from baliportal.files.takedowns import erase
from legislation.models import Law
from resources.models import Resource

from .storing import file_of

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
