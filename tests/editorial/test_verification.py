"""Verification: one change in the journal, a day on which it falls due again, and a note on the public page."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.schema.records import RecordInvalid
from baliportal.editorial.models import Proposal
from baliportal.editorial.proposals import accept
from baliportal.editorial.verification import last_check_in_words, next_due, verify
from baliportal.quality.findings import with_finding
from baliportal.quality.indexer import update_findings
from legislation.models import Law

TODAY = timezone.localdate()


@pytest.fixture
def law(db):
    return Law.objects.get(slug="my-act-670-2007")


def address(law):
    return reverse("admin:legislation_law_verify", args=[law.pk])


#: Months after which a record is due for verification, by kind.
MONTHS = {
    "law": 12, "agreement": 12, "treaty": 6, "member": 6, "organisation": 12, "system": 6, "workshop": 36,
    "resource": 24, "help-line": 3, "commitment": 12,
}  # fmt: skip


def test_every_kind_falls_due_again():
    assert {kind.name: kind.review_months for kind in all_kinds()} == MONTHS


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), st.sampled_from(sorted(MONTHS)))
def test_the_day_is_that_many_months_on_or_the_last_of_a_shorter_month(day, kind):
    due = next_due(kind, day)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == MONTHS[kind]
    assert due.day == day.day or (due + datetime.timedelta(days=1)).day == 1


def test_verifying_is_one_change_and_repeating_it_adds_none(law, putri):
    before = Change.objects.of(law).count()
    for _ in range(2):
        verify(law, by=putri, role="legal officer")
    assert Change.objects.of(law).count() == before + 1
    change = Change.objects.of(law).first()
    assert (change.who, change.verb, change.route) == ("putri", "verified", "form")
    values = {name: change.record[name] for name in ("verified_on", "verified_by", "verification_due")}
    assert values == {
        "verified_on": str(TODAY),
        "verified_by": "legal officer",
        "verification_due": str(next_due("law", TODAY)),
    }


def test_a_role_must_be_named(law, putri):
    with pytest.raises(RecordInvalid, match="role"):
        verify(law, by=putri, role="")
    assert Law.objects.get(pk=law.pk).verified_on is None


def test_the_last_check_is_told_with_its_role_and_a_change_since():
    checked = {"verified_on": datetime.date(2026, 11, 2), "verified_by": "editor"}
    assert last_check_in_words(Law()) == "never"
    assert last_check_in_words(Law(**checked)) == "2 Nov 2026, by editor"
    lapsed = Law(**checked, verification_lapsed_on=datetime.date(2026, 12, 3))
    assert last_check_in_words(lapsed) == "2 Nov 2026, by editor; changed since on 3 Dec 2026"


def test_verifying_ends_the_overdue_finding(law, putri):
    Law.objects.filter(pk=law.pk).update(verification_due=TODAY - datetime.timedelta(days=1))
    update_findings()
    assert with_finding(Entry.objects.filter(pk=law.pk), "overdue").exists()
    verify(Law.objects.get(pk=law.pk), by=putri, role="legal officer")
    update_findings()
    assert not with_finding(Entry.objects.filter(pk=law.pk), "overdue").exists()


def test_one_click_from_the_form_and_one_to_confirm_and_the_public_page_shows_it(client, ana, law):
    client.force_login(ana)
    assert address(law) in client.get(reverse("admin:legislation_law_change", args=[law.pk])).content.decode()
    page = client.get(address(law)).content.decode()
    assert law.source_url in page
    assert Law.objects.get(pk=law.pk).verified_on is None  # looking is not saying
    said = client.post(address(law), {"role": "legal officer"}, follow=True).content.decode()
    assert "is checked as of today" in said
    client.logout()
    shown = client.get(law.get_absolute_url()).content.decode()
    assert "Checked against its source on" in shown
    assert "by legal officer" in shown
    assert ">ana<" not in shown


def test_people_who_may_not_publish_propose_the_verification_of_a_published_record(client, putri, ana, law):
    client.force_login(putri)
    client.post(address(law), {"role": "legal officer"})
    assert Law.objects.get(pk=law.pk).verified_on is None
    proposal = Proposal.objects.get(entry=law.pk)
    assert (proposal.record["verified_on"], proposal.note) == (str(TODAY), "Checked against its source")
    accept(proposal, by=ana)
    assert Law.objects.get(pk=law.pk).verified_on == TODAY


@pytest.mark.parametrize("who", ["putri", "ana"])
@pytest.mark.parametrize("role", ["", " ", "x" * 121])
def test_a_role_that_cannot_be_kept_is_refused_in_words(client, request, who, law, role):
    client.force_login(request.getfixturevalue(who))
    page = client.post(address(law), {"role": role}, follow=True).content.decode()
    assert "Nothing was written down." in page
    assert Law.objects.get(pk=law.pk).verified_on is None


def test_only_people_who_may_change_the_record_may_verify_it(client, rahul, tomasi, law):
    for user, status in ((rahul, 403), (tomasi, 302)):
        client.force_login(user)
        assert client.get(address(law)).status_code == status
        assert client.post(address(law), {"role": "x"}).status_code == status
    client.force_login(rahul)
    assert address(law) not in client.get(reverse("admin:legislation_law_change", args=[law.pk])).content.decode()
    assert client.get(reverse("admin:legislation_law_verify", args=[0])).status_code == 404
