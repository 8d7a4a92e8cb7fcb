"""Files of proposals: stored while they may be needed, and then removed by housekeeping."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from baliportal.catalogue.publishing import Status
from baliportal.editorial import proposed_files
from baliportal.editorial.models import Proposal
from baliportal.editorial.proposals import accept, decline, stored_file, withdraw
from baliportal.editorial.proposed_files import remove_refused
from resources.models import Resource

from .form import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, person):
    user = person("Editor")
    client.force_login(user)
    return user


@pytest.fixture
def proposed(client, editor, record):
    """Return a function that proposes a file of these bytes; it returns the proposal and the storage name."""

    def send_file(content):
        guide = record("A guide", status=Status.PUBLISHED, model=Resource)
        upload = SimpleUploadedFile("guide.pdf", b"%PDF-1.7 " + content)
        send(client, guide, **{"files-TOTAL_FORMS": 1, "files-0-file": upload, "files-0-language": "en"})
        proposal = Proposal.objects.get(entry=guide)
        [place] = proposal.files.values()
        assert default_storage.exists(place)
        return proposal, place

    return send_file


def test_files_of_a_declined_or_withdrawn_proposal_are_removed(proposed, editor, person):
    (declined, one), (withdrawn, other), (_, waiting) = (proposed(content) for content in (b"one", b"two", b"three"))
    assert remove_refused() == 0
    decline(declined, by=person("Publisher"), note="Not ours")
    withdraw(withdrawn, by=editor)
    assert remove_refused() == 2
    assert [default_storage.exists(place) for place in (one, other, waiting)] == [False, False, True]
    assert remove_refused() == 0
    assert not Proposal.objects.get(pk=declined.pk).files


def test_bytes_that_a_record_or_another_proposal_names_stay(proposed, editor, person):
    publisher = person("Publisher")
    accepted, in_a_record = proposed(b"one")
    waiting, in_a_proposal = proposed(b"two")
    refused, _ = proposed(b"three")
    accept(accepted, by=publisher)
    refused.files = {"1": in_a_record, "2": in_a_proposal}
    refused.save()
    withdraw(refused, by=editor)
    assert remove_refused() == 0
    assert default_storage.exists(in_a_record)
    assert default_storage.exists(in_a_proposal)
    accept(waiting, by=publisher)
    assert waiting.entry.specific.files.get().file.read() == b"%PDF-1.7 two"


def test_two_refused_proposals_do_not_keep_one_anothers_bytes(proposed, editor):
    (one, place), (other, _) = proposed(b"one"), proposed(b"two")
    other.files = one.files
    other.save()
    for proposal in (one, other):
        withdraw(proposal, by=editor)
    assert remove_refused() == 2
    assert not default_storage.exists(place)


def test_no_record_takes_bytes_that_are_about_to_go(proposed, editor):
    proposal, _ = proposed(b"one")
    [sha256] = proposal.files
    assert stored_file(sha256)
    withdraw(proposal, by=editor)
    assert stored_file(sha256) is None


def test_killed_between_the_bytes_and_the_record_of_it_the_next_time_ends_it(proposed, editor, monkeypatch):
    proposal, place = proposed(b"one")
    withdraw(proposal, by=editor)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="killed"):
        broken.setattr(proposed_files.Proposal, "save", _killed)
        remove_refused()
    assert not default_storage.exists(place)
    assert Proposal.objects.get(pk=proposal.pk).files
    assert remove_refused() == 1
    assert not Proposal.objects.get(pk=proposal.pk).files


def _killed(*args, **kwargs):
    raise OSError("killed")
