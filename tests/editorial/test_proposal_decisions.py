"""Decisions on proposals: accepted, declined or withdrawn, also after the record was changed in the meantime."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from baliportal.catalogue.models import Change, JournalHead
from baliportal.editorial.models import Proposal
from baliportal.editorial.proposals import InConflict, ProposalRefused, accept, decline, propose, withdraw
from legislation.models import Law

from .form import change_url
from .law_edits import edited, rewrite

pytestmark = pytest.mark.django_db


def test_the_page_shows_field_diffs_to_all_and_buttons_only_to_deciders(client, law, editor, publisher):
    proposal = propose(law, edited(law, summary="As amended"), by=editor)
    address = reverse("admin:editorial_proposal_change", args=[proposal.pk])
    pages = {}
    for user in (editor, publisher):
        client.force_login(user)
        pages[user] = client.get(address).content.decode()
        assert "As <del>enacted</del>" in pages[user]
        assert "As <ins>amended</ins>" in pages[user]
    assert "Accept" in pages[publisher]
    assert "Take it back" not in pages[publisher]
    assert "Accept" not in pages[editor]
    assert "Take it back" in pages[editor]


def test_only_the_words_that_differ_are_marked(deciding, law, editor):
    proposal = propose(law, edited(law, summary="As then enacted"), by=editor)
    page = deciding.get(reverse("admin:editorial_proposal_change", args=[proposal.pk])).content.decode()
    assert "As <ins>then </ins>enacted" in page
    assert "<del>" not in page


def test_accepting_is_one_act_by_proposal_that_names_both(deciding, law, editor):
    proposal = propose(law, edited(law, summary="As amended", topics=["extradition"]), by=editor, note="Gazette")
    head = JournalHead.current()
    deciding.post(reverse("admin:editorial_proposal_accept", args=[proposal.pk]), {"note": "Checked"})
    [change] = Change.objects.since(head)
    assert (change.who, change.route) == ("ana", "proposal")
    assert change.note == f"Proposal {proposal.pk} by putri. Gazette. Checked"
    assert edited(law) == proposal.record
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by.username) == ("accepted", "ana")


def test_declining_needs_words_and_changes_nothing(deciding, law, editor):
    proposal = propose(law, edited(law, summary="As amended"), by=editor)
    address = reverse("admin:editorial_proposal_decline", args=[proposal.pk])
    assert "Say why" in deciding.post(address, {"note": " "}).content.decode()
    deciding.post(address, {"note": "Not in the source"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decision_note) == ("declined", "Not in the source")
    assert Law.objects.get(pk=law.pk).summary == "As enacted"


def test_who_proposed_reads_on_the_desk_in_the_form_and_in_the_list_why_it_was_declined(
    editing, law, editor, publisher
):
    queue = reverse("admin:catalogue_entry_changelist") + "?queue=declined"
    decline(propose(law, edited(law, summary="As amended"), by=editor), by=publisher, note="Not in the source")
    assert list(editing.get(queue).context["cl"].queryset) == [law.entry_ptr]
    for address in (change_url(law), reverse("admin:editorial_proposal_changelist")):
        assert "Not in the source" in editing.get(address).content.decode()
    propose(law, edited(law, summary="Better"), by=editor)
    assert not editing.get(queue).context["cl"].queryset
    assert "Not in the source" not in editing.get(change_url(law)).content.decode()


def test_a_declined_proposal_is_shown_to_its_author_only_and_for_a_limited_time(client, law, editor, publisher):
    proposal = propose(law, edited(law, summary="As amended"), by=editor)
    decline(proposal, by=publisher, note="Not in the source")
    assert not Proposal.objects.declined_lately(publisher)
    assert list(Proposal.objects.declined_lately(editor)) == [proposal]
    Proposal.objects.update(decided_at=timezone.now() - timezone.timedelta(days=31))
    assert not Proposal.objects.declined_lately(editor)


def test_only_the_author_may_withdraw_a_proposal(client, law, editor, publisher):
    proposal = propose(law, edited(law, summary="As amended"), by=editor)
    address = reverse("admin:editorial_proposal_withdraw", args=[proposal.pk])
    client.force_login(publisher)
    assert client.post(address).status_code == 403
    client.force_login(editor)
    assert client.post(address).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_a_proposal_is_decided_on_once_and_only_by_who_may(law, editor, publisher):
    proposal = propose(law, edited(law, summary="As amended"), by=editor)
    with pytest.raises(PermissionDenied):
        accept(proposal, by=editor)
    with pytest.raises(PermissionDenied):
        decline(proposal, by=editor, note="No")
    accept(proposal, by=publisher)
    for again in (
        lambda: accept(proposal, by=publisher),
        lambda: decline(proposal, by=publisher, note="No"),
        lambda: withdraw(proposal, by=editor),
    ):
        with pytest.raises(ProposalRefused):
            again()


# The record changed in the meantime


def test_what_does_not_collide_stands_together(law, editor, publisher):
    rewrite(law, topics=["extradition"])
    proposal = propose(law, edited(law, summary="As amended", topics=["extradition", "victim-protection"]), by=editor)
    rewrite(law, number="Act 2", topics=["border-management"])
    accept(proposal, by=publisher)
    now = edited(law)
    assert (now["summary"], now["number"]) == ("As amended", "Act 2")
    assert now["topics"] == ["border-management", "victim-protection"]


def test_a_collision_is_shown_with_all_three_and_waits_for_a_choice(deciding, law, editor):
    proposal = propose(law, edited(law, summary="Mine", number="Act 9"), by=editor)
    rewrite(law, summary="Theirs")
    page = deciding.get(reverse("admin:editorial_proposal_change", args=[proposal.pk])).content.decode()
    for words in ("As enacted", "Mine", "Theirs", "Changed on both sides"):
        assert words in page
    accept_it = reverse("admin:editorial_proposal_accept", args=[proposal.pk])
    refused = deciding.post(accept_it, {"note": "typed"}).content.decode()
    assert "Somebody changed the same in the meantime: Summary" in refused
    assert ">typed</textarea>" in refused
    assert edited(law)["number"] == "Act 1"
    deciding.post(accept_it, {"take-summary": "proposed"})
    assert (edited(law)["summary"], edited(law)["number"]) == ("Mine", "Act 9")


def test_keeping_what_is_there_now_takes_the_rest(law, editor, publisher):
    proposal = propose(law, edited(law, summary="Mine", number="Act 9"), by=editor)
    rewrite(law, summary="Theirs")
    with pytest.raises(InConflict):
        accept(proposal, by=publisher)
    accept(proposal, by=publisher, choices={"summary": "now"})
    assert (edited(law)["summary"], edited(law)["number"]) == ("Theirs", "Act 9")


def test_one_row_changed_by_both_is_a_collision_and_rows_of_each_are_not(law, editor, publisher):
    [row] = edited(law)["provisions"]
    other = row | {"pinpoint": "s 2", "text": "Another"}
    proposal = propose(law, edited(law, provisions=[row | {"text": "Mine"}]), by=editor)
    rewrite(law, provisions=[row, other])
    accept(proposal, by=publisher)
    assert [row["text"] for row in edited(law)["provisions"]] == ["Mine", "Another"]
    proposal = propose(law, edited(law, provisions=[row | {"text": "Mine again"}, other]), by=editor)
    rewrite(law, provisions=[row | {"text": "Theirs"}, other])
    with pytest.raises(InConflict):
        accept(proposal, by=publisher)


def test_a_choice_made_on_an_older_state_is_not_taken(deciding, law, editor):
    proposal = propose(law, edited(law, summary="Mine"), by=editor)
    rewrite(law, summary="Theirs")
    seen = Change.objects.of(law).first().number
    rewrite(law, summary="Theirs again")
    address = reverse("admin:editorial_proposal_accept", args=[proposal.pk])
    page = deciding.post(address, {"take-summary": "proposed", "seen": seen}).content.decode()
    assert "changed while you were deciding" in page
    assert edited(law)["summary"] == "Theirs again"


def test_a_proposal_that_no_longer_fits_says_why_and_stays_open(deciding, law, editor):
    other = Law.objects.create(title="Another Act")
    relation = {"relation": "amends", "target": f"law/{other.slug}"}
    proposal = propose(law, edited(law, relations=[relation]), by=editor)
    other.delete()
    page = deciding.post(reverse("admin:editorial_proposal_accept", args=[proposal.pk])).content.decode()
    assert "Nothing was changed" in page
    proposal.refresh_from_db()
    assert proposal.is_open
