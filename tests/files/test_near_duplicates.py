"""Near-duplicates of files are told with the record that has them, to those who may see it."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.files.attaching import attach
from baliportal.files.near_duplicates import near_duplicates
from baliportal.files.uploads import accept
from legislation.models import Law
from resources.models import Resource
from tests.staff import FOREIGN_STATE

from .storing import file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    return Law.objects.create(title="An Act", status=Status.PUBLISHED)


def told(file, user):
    return [(near.title, near.bytes_differ) for near in near_duplicates(file, entry=file.entry, user=user)]


def test_the_same_bytes_are_told_and_never_those_of_a_record_that_the_person_may_not_see(law, putri, person, record):
    file = file_of(law)
    file_of(record("A hushed bill", state=FOREIGN_STATE))
    file_of(record("A hushed paper", status=Status.PUBLISHED, visibility=Visibility.SECRETARIAT))
    file_of(record("Theirs", state=FOREIGN_STATE, status=Status.PUBLISHED))
    file_of(record("With a hidden file", status=Status.PUBLISHED), visibility=Visibility.SECRETARIAT)
    assert told(file, person("Contributor", "tomasi")) == [("Theirs", False)]
    everything = [("A hushed bill", False), ("A hushed paper", False), ("Theirs", False)]
    assert told(file, putri) == everything  # three are named at most


def test_an_upload_is_the_same_as_a_file_that_was_published_from_the_same_original(law, putri):
    accepted = accept(ContentFile(b"The act"), "act.txt")
    file_of(law, b"Another copy", original=accepted.sha256)
    (near,) = near_duplicates(accepted, user=putri)
    assert near.sentence == f"“act.txt” has the same bytes as a file of “An Act” ({near.url})."
    assert near.url == reverse("admin:legislation_law_change", args=[law.pk])


def test_other_bytes_with_the_same_text_are_told_once_both_are_read(law, putri):
    attach(law, ContentFile(b"Of the same text"), "act.txt", by=SYSTEM)
    guide = Resource.objects.create(title="A guide")
    file = attach(guide, ContentFile(b"\xef\xbb\xbfOf the same text"), "guide.txt", by=SYSTEM)
    assert told(file, putri) == [("An Act", True)]


def test_the_attach_command_tells_of_the_same_file_elsewhere(law, tmp_path):
    (tmp_path / "act.txt").write_bytes(b"The act")
    guide = Resource.objects.create(title="A guide")
    said = io.StringIO()
    for entry in (law, guide):
        address = entry.get_absolute_url().strip("/")
        call_command("attach", address, str(tmp_path / "act.txt"), stdout=io.StringIO(), stderr=said)
    assert said.getvalue() == f"“act.txt” has the same bytes as a file of “An Act” ({law.get_absolute_url()}).\n"
