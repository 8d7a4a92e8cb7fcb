"""Proposals: an edit to a published record by somebody who may not publish waits for a decision."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Country, JournalHead, Topic
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.editorial.models import Proposal
from baliportal.editorial.proposals import accept, must_propose, propose
from legislation.models import Law
from resources.models import Resource

from ..files.storing import content_of, file_of
from .form import change_url, form_data, open_form, send
from .law_edits import edited, rewrite

pytestmark = pytest.mark.django_db


def test_saving_keeps_a_proposal_with_fields_links_and_rows_and_changes_nothing(editing, law):
    before, head, version = edited(law), JournalHead.current(), Law.objects.get(pk=law.pk).version
    response = send(
        editing, law, summary="As amended", proposal_note="Gazette of May",
        topics=[str(Topic.objects.get(slug="extradition").pk)],
        **{"provisions-0-text": "New words", "provisions-TOTAL_FORMS": 2, "provisions-1-pinpoint": "s 2"},
    )  # fmt: skip
    proposal = Proposal.objects.get()
    assert response["Location"] == reverse("admin:editorial_proposal_change", args=[proposal.pk])
    assert (proposal.by.username, proposal.note, proposal.state) == ("putri", "Gazette of May", "open")
    assert proposal.record["summary"] == "As amended"
    assert proposal.record["topics"] == ["extradition"]
    assert [row["text"] for row in proposal.record["provisions"]] == ["New words", ""]
    assert edited(law) == before
    assert JournalHead.current() == head
    assert Law.objects.get(pk=law.pk).version == version


def test_the_public_page_and_the_search_stay_as_they_were(editing, law, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        send(editing, law, title="A title nobody has decided on")
    assert callbacks == []
    editing.logout()
    assert "nobody has decided" not in client.get(law.get_absolute_url()).content.decode()


def test_saving_unchanged_proposes_nothing(editing, law):
    send(editing, law)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_what_is_not_published_is_changed_at_once(editing, record, status):
    law = record(status=status)
    send(editing, law, summary="Changed")
    assert Law.objects.get(pk=law.pk).summary == "Changed"
    assert not Proposal.objects.exists()


def test_people_who_may_publish_change_the_record_at_once(deciding, law):
    send(deciding, law, summary="Changed")
    assert Law.objects.get(pk=law.pk).summary == "Changed"


def test_a_record_published_while_the_form_is_open_is_not_changed_at_once(editing, record):
    law = record()
    data = form_data(editing.get(change_url(law)))
    move(law, to=Status.PUBLISHED, by=journal.SYSTEM)
    refused = editing.post(change_url(law), data | {"summary": "Changed"})
    assert not Proposal.objects.exists()  # First the editor is shown that the record was published.
    editing.post(change_url(law), data | {"summary": "Changed", "over": refused.context["newer"]["number"]})
    assert Law.objects.get(pk=law.pk).summary == ""
    assert Proposal.objects.get().record["summary"] == "Changed"


def test_for_officials_and_for_the_secretariat_published_is_published_too(editor, record):
    for visibility in Visibility.values:
        assert must_propose(editor, record(status=Status.PUBLISHED, visibility=visibility))


def test_going_back_to_an_earlier_state_is_proposed_as_well(editing, law):
    first = Change.objects.of(law).last()
    rewrite(law, summary="Later")
    editing.post(change_url(law, "revert", first.number))
    assert Law.objects.get(pk=law.pk).summary == "Later"
    assert Proposal.objects.get().record["summary"] == "As enacted"


def test_a_file_sent_with_a_proposal_is_kept_until_the_decision(editing, publisher, record, settings):
    guide = record("A guide", status=Status.PUBLISHED, model=Resource)
    upload = SimpleUploadedFile("guide.txt", b"A guide")
    send(editing, guide, **{"files-TOTAL_FORMS": 1, "files-0-upload": upload, "files-0-language": "en"})
    assert guide.files.count() == 0
    accept(Proposal.objects.get(), by=publisher)
    stored = guide.files.get()
    assert (stored.name, content_of(stored)) == ("guide.txt", b"A guide")


def test_who_decides_reads_the_files_of_a_proposal_first_and_nobody_else_does(editing, client, record, person):
    guide = record("A guide", status=Status.PUBLISHED, model=Resource)
    file_of(guide, b"Old", name="old.txt")
    proposed = open_form(editing, guide)
    upload = SimpleUploadedFile("guide.txt", b"A guide")
    editing.post(change_url(guide), proposed | {"files-TOTAL_FORMS": 2, "files-1-upload": upload})
    proposal, ana = Proposal.objects.get(), person("Publisher")
    sha256 = next(row["sha256"] for row in proposal.record["files"] if row["name"] == "guide.txt")
    address = reverse("admin:editorial_proposal_file", args=[proposal.pk, sha256])
    client.force_login(ana)
    page = client.get(reverse("admin:editorial_proposal_change", args=[proposal.pk])).content.decode()
    assert f'<a href="{address}">guide.txt</a> (plain text (TXT), 7' in " ".join(page.split())
    assert f"SHA-256: {sha256[:12]}…" in page
    assert "old.txt" not in page
    response = client.get(address)
    assert (response.getvalue(), response["Content-Disposition"]) == (b"A guide", 'attachment; filename="guide.txt"')
    assert client.get(reverse("admin:editorial_proposal_file", args=[proposal.pk, "0" * 64])).status_code == 404
    client.force_login(person("Contributor", "tomasi"))
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(f"/files/{sha256}/").status_code == 404


def test_people_bound_to_a_state_see_only_their_own_proposals(client, law, editor, person):
    tomasi = person("Contributor", "tomasi")
    theirs = propose(law, edited(law, summary="Theirs"), by=editor)
    own = propose(law, edited(law, summary="Own"), by=tomasi)
    client.force_login(tomasi)
    assert client.get(reverse("admin:editorial_proposal_change", args=[own.pk])).status_code == 200
    assert client.get(reverse("admin:editorial_proposal_change", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("admin:editorial_proposal_withdraw", args=[theirs.pk])).status_code == 404
    with journal.recording():
        law.countries.set(Country.objects.filter(code="TO"))
        law.visibility = "secretariat"
        law.save()
    assert client.get(reverse("admin:editorial_proposal_change", args=[own.pk])).status_code == 404
