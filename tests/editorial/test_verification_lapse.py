"""A verification covers the facts that were checked; it lapses when they change, by whatever route."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.journal import history
from baliportal.catalogue.journal.activity import activity_of
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Country, Entry
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.editorial.desk.queues import queue_named
from baliportal.editorial.models import Proposal
from baliportal.editorial.proposals import accept
from baliportal.editorial.record_merge import merge
from baliportal.editorial.verification import verify
from baliportal.quality.indexer import update_findings
from legislation.models import Law

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CHECKED = datetime.date(2026, 3, 1)


@pytest.fixture
def law(ana):
    law = Law.objects.create(
        title="The Act", date="2024-07", source_note="The gazette", summary="It forbids.", status=Status.PUBLISHED
    )
    law.countries.set(Country.objects.filter(code="FJ"))
    return verify(law, by=ana, role="legal officer", on=CHECKED)


def fresh(law):
    return Law.objects.get(pk=law.pk)


def lapse_of(law):
    return fresh(law).verification_lapsed_on


def by_saving_the_model(law, ana):
    law = fresh(law)
    law.date = "1999"
    law.save()


def by_a_record(law, ana):
    apply_record(fresh(law), {"date": "1999"})


def by_a_bulk_update(law, ana):
    Law.objects.filter(pk=law.pk).update(date="1999")


def by_a_set(law, ana):
    fresh(law).countries.add(Country.objects.get(code="TO"))


def by_a_row(law, ana):
    fresh(law).provisions.create(pinpoint="s 1", text="Provided")


def by_an_accepted_proposal(law, ana):
    base = Change.objects.of(law).first()
    record = base.record | {"date": "1999"}
    accept(Proposal.objects.create(entry=Entry.objects.get(pk=law.pk), base=base.number, record=record, by=ana), by=ana)


def by_a_merger(law, ana):
    other = Law.objects.create(title="The Act", number="7", status=Status.PUBLISHED)
    merge(fresh(law), other, by=ana)


def by_the_program_that_loads(law, ana):
    with journal.recording(by=journal.Program("starter")):
        apply_record(fresh(law), {"date": "1999"})


@pytest.mark.parametrize("change", [
    by_saving_the_model, by_a_record, by_a_bulk_update, by_a_set, by_a_row, by_an_accepted_proposal,
    by_a_merger, by_the_program_that_loads,
])  # fmt: skip
def test_whatever_changes_a_fact_makes_the_verification_lapse(law, ana, change):
    assert lapse_of(law) is None
    change(law, ana)
    assert lapse_of(law) == TODAY
    assert fresh(law).verified_on == CHECKED
    newest = Change.objects.of(law).first()
    assert newest.record["verification_lapsed_on"] == str(TODAY)
    assert "changed since verified" in activity_of([newest])[0].sentence


def test_the_form_makes_it_lapse_and_page_and_file_say_so(client, law, ana):
    client.force_login(ana)
    page = reverse("admin:legislation_law_change", args=[law.pk])
    form = client.get(page).context["adminform"].form
    data = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
    for prefix in ("files", "relations", "provisions"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    client.post(page, data | {"date": "1999", "verified_on": "2026-03-01", "verification_due": "2027-03-01"})
    assert (str(fresh(law).date), lapse_of(law)) == ("1999", TODAY)
    assert "changed since on" in client.get(reverse("admin:legislation_law_verify", args=[law.pk])).content.decode()
    client.logout()
    shown = client.get(law.get_absolute_url()).content.decode()
    assert "Checked against its source" not in shown
    assert "Checked on 1 March 2026 by legal officer, changed since on" in shown
    for address in ("/legislation.csv", "/reports/legislation-register.csv"):
        text = client.get(f"{address}?columns=title,verified_on,verification_lapsed_on").getvalue().decode("utf-8-sig")
        assert f"The Act,2026-03-01,{TODAY}" in text.splitlines()


#: Fields that are no facts: workflow, visibility, remarks and the verification itself.
NO_FACTS = {
    "id", "slug", "topics", "source_url", "source_note", "status", "visibility", "doubt", "other_names", "verified_on", "verified_by",
    "verification_due", "verification_lapsed_on", "files",
}  # fmt: skip


def test_every_column_of_every_kind_is_a_fact_but_a_named_few():
    for kind in all_kinds():
        archived = {"archive_links"} if kind.name in ("law", "resource") else set()
        assert {column.name for column in kind.fields if not column.fact} == NO_FACTS | archived


@pytest.mark.parametrize("part", [
    {"slug": "another-address"}, {"topics": ["extradition"]}, {"visibility": "officials"}, {"doubt": "Which year?"},
    {"verification_due": "2026-12-01"},
])  # fmt: skip
def test_what_is_no_fact_leaves_the_verification_alone(law, part):
    apply_record(fresh(law), part)
    assert lapse_of(law) is None


def test_a_second_change_keeps_the_day_of_the_first(law):
    Law.objects.filter(pk=law.pk).update(date="1999")
    Entry._base_manager.filter(pk=law.pk).update(verification_lapsed_on=datetime.date(2026, 4, 1))
    apply_record(fresh(law), {"number": "7"})
    assert lapse_of(law) == datetime.date(2026, 4, 1)


def test_a_copy_in_memory_that_is_old_does_not_take_the_lapse_back(law):
    law.date = "1999"
    law.save()
    law.number = "7"
    law.save()
    assert lapse_of(law) == TODAY


@pytest.mark.parametrize("on", [CHECKED, TODAY])
def test_a_new_check_covers_what_was_changed_on_the_same_day_too(law, ana, on):
    apply_record(fresh(law), {"date": "1999"})
    verify(fresh(law), by=ana, role="legal officer", on=on)
    assert (lapse_of(law), fresh(law).verified_on) == (None, on)


def test_a_proposed_check_covers_what_was_changed_even_in_the_same_role_on_the_same_day(client, law, putri, ana):
    verify(law, by=ana, role="legal officer")
    apply_record(fresh(law), {"date": "1999"})
    client.force_login(putri)
    client.post(reverse("admin:legislation_law_verify", args=[law.pk]), {"role": "legal officer"})
    accept(Proposal.objects.get(entry=law.pk), by=ana)
    assert lapse_of(law) is None


def test_a_check_in_the_same_act_as_a_change_of_facts_stands(law, ana):
    apply_record(fresh(law), {"date": "1999", "verified_on": str(TODAY)})
    assert lapse_of(law) is None
    with journal.recording(by=ana):
        apply_record(fresh(law), {"date": "2000"})
        verify(fresh(law), by=ana, role="archivist")
    assert lapse_of(law) is None


def test_going_back_brings_the_verification_of_those_facts_and_no_other(law, ana):
    checked = Change.objects.of(law).first()
    apply_record(fresh(law), {"date": "1999"})
    lapsed = Change.objects.of(law).first()
    history.revert(fresh(law), to=checked, by=ana)
    assert lapse_of(law) is None
    verify(fresh(law), by=ana, role="archivist")
    history.revert(fresh(law), to=lapsed, by=ana)
    assert (fresh(law).verified_on, lapse_of(law)) == (CHECKED, TODAY)
    history.revert(fresh(law), to=checked, by=ana, record=checked.record | {"number": "8"})
    assert lapse_of(law) == TODAY


def test_what_is_deleted_and_brought_back_has_still_lapsed(law, ana):
    apply_record(fresh(law), {"date": "1999"})
    fresh(law).delete()
    back = history.restore(Change.objects.of(law).first(), by=ana)
    assert lapse_of(back) == TODAY


@pytest.mark.parametrize(("chosen", "checked", "lapsed"), [
    ({}, "2026-03-01", ""),  # the facts of the one that stays, as they were checked
    ({"title": "goes"}, "2026-03-01", str(TODAY)),  # facts that nobody checked together
    ({"title": "goes", "summary": "goes"}, "2026-05-01", ""),  # those of the other, as they were checked
])  # fmt: skip
def test_a_merger_keeps_the_verification_of_just_the_facts_that_come_out_of_it(law, ana, chosen, checked, lapsed):
    other = Law.objects.create(
        title="Act, The", date="2024-07", source_note="The gazette", summary="It allows.", status=Status.PUBLISHED
    )
    other.countries.set(Country.objects.filter(code="FJ"))
    verify(other, by=ana, role="archivist", on=datetime.date(2026, 5, 1))
    record = to_record(fresh(merge(fresh(law), other, by=ana, chosen=chosen)))
    assert (record["verified_on"], record["verification_lapsed_on"]) == (checked, lapsed)


def in_queue(law, user):
    update_findings()
    return queue_named("overdue").rows(Entry.objects.filter(pk=law.pk), user).exists()


def test_never_checked_changed_since_and_due_again_stand_in_the_queue(law, ana):
    assert not in_queue(law, ana)
    apply_record(fresh(law), {"date": "1999"})
    assert in_queue(law, ana)
    verify(fresh(law), by=ana, role="legal officer")
    assert not in_queue(law, ana)
    Law.objects.filter(pk=law.pk).update(verification_due=TODAY - datetime.timedelta(days=1))
    assert in_queue(law, ana)
    assert in_queue(Law.objects.filter(verified_on=None).first(), ana)


def test_every_record_of_the_starter_content_waits_for_its_first_check(ana):
    update_findings()
    assert queue_named("overdue").rows(Entry.objects.all(), ana).count() == Entry.objects.count() == 946
