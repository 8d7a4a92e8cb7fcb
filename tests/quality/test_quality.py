"""Quality checks: each can find a defect and be satisfied, stored findings are current, a few block publication."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import all_kinds, named, schema_of
from baliportal.catalogue.models import Country, Entry, JournalHead, Topic
from baliportal.catalogue.publishing import MoveRefused, Status, move
from baliportal.catalogue.schema.records import to_record
from baliportal.quality.checks import INCOMPLETE, UNVERIFIED, all_checks, check_named, checks_of
from baliportal.quality.consistency import ConsistencyCheck
from baliportal.quality.findings import incomplete, with_finding
from baliportal.quality.indexer import bring_up_to_date, unread, update_findings
from baliportal.quality.models import Finding
from baliportal.quality.score import quality_of, quality_of_record
from legislation.models import Law
from workshops.models import Workshop

from ..sampling import examples

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


def act(action, date):
    return {"country": "MY", "action": action, "date": date, "in_force_date": ""}


def look(as_of):
    return {"country": "MY", "state": "not-party", "as_of": as_of}


#: {check: (kind, values with the defect, values that correct it)}; the rest of the record is empty.
CASES = {
    "no-source": ("law", {}, {"source_note": "The gazette"}),
    "no-language": ("law", {"original_title": "Akta"}, {"language": "ms"}),
    "held-in-future": ("workshop", {"event_status": "held", "date": "2026-11-25"}, {"date": "2026-11-24"}),
    "no-summary": ("treaty", {}, {"summary": "It does."}),
    "no-date": ("resource", {}, {"date": "2007"}),
    "no-standing": ("law", {}, {"legal_status": "in-force"}),
    "no-theme": ("law", {}, {"topics": ["extradition"]}),
    "no-type": ("law", {}, {"type": "act"}),
    "no-original-title": ("law", {"language": "th"}, {"original_title": "พระราชบัญญัติ"}),
    "jurisdiction": ("law", {"countries": ["MY", "ID"]}, {"countries": ["MY"]}),
    "parties": ("agreement", {"type": "bilateral", "countries": ["MY"]}, {"party_organisations": ["iom"]}),
    "ambiguous-country": ("law", {"title": "Korea Immigration Act"}, {"countries": ["KR"]}),
    "summary-long": ("law", {"summary": "x" * 1001}, {"summary": "x" * 1000}),
    "title-capitals": ("law", {"title": "PASSPORTS ACT 1966"}, {"title": "Passports Act 1966"}),
    "nowhere-to-read": ("resource", {}, {"url": "https://example.org/"}),
    "plan-is-over": ("workshop", {"event_status": "planned", "date": "2026-10"}, {"end_date": "2026-11-24"}),
    "repeal-undated": ("law", {"legal_status": "repealed"}, {"repealed_date": "2015"}),
    "repealed-in-force": ("law", {"legal_status": "amended", "repealed_date": "2015"}, {"legal_status": "repealed"}),
    "in-force-early": ("law", {"date": "2008", "in_force_date": "2007-10"}, {"commencement_note": "Backdated."}),
    "joined-twice": (
        "treaty",
        {"actions": [act("ratification", "2004"), act("accession", "2005")]},
        {"actions": [act("signature", "2004"), act("ratification", "2005")]},
    ),
    "signed-late": (
        "treaty",
        {"actions": [act("signature", "2005-01"), act("ratification", "2004")]},
        {"actions": [act("signature", "2004-12"), act("ratification", "2004")]},
    ),
    "acted-early": ("treaty", {"date": "2000", "actions": [act("signature", "1999-12")]}, {"date": "1999"}),
    "standing-contradicts-act": (
        "treaty",
        {"actions": [act("accession", "2010")], "standings": [look("2011")]},
        {"standings": [look("2009")]},
    ),
    "asked-nowhere": ("commitment", {}, {"document": "bali-declaration-2016"}),
    "no-countries-asked": ("commitment", {"type": "some-countries"}, {"countries": ["MY"]}),
    "no-state": ("commitment", {"state": "not-recorded"}, {"state": "open"}),
    "state-undated": ("commitment", {"state": "open"}, {"as_of": "2026"}),
    "due-passed": ("commitment", {"due": "2025", "state": "open"}, {"state": "done"}),
    "done-without-trace": ("commitment", {"state": "done"}, {"follow_ups": [{"target": "law/an-act"}]}),
    "no-closing-date": ("resource", {"type": "campaign"}, {"closing_date": "2026"}),
    "closed-before-published": ("resource", {"closing_date": "2006", "date": "2007"}, {"closing_date": "2008"}),
    "no-contact": ("help-line", {}, {"contacts": [{"way": "call", "address": "1343", "note": ""}]}),
    "never-verified": ("law", {}, {"verified_on": "2026-11-24"}),
    "changed-since-verified": ("law", {"verification_lapsed_on": "2026-11-20"}, {"verification_lapsed_on": ""}),
    "overdue": ("law", {"status": "published", "verification_due": "2026-11-23"}, {"verification_due": "2026-11-24"}),
    "in-doubt": ("law", {"doubt": "Two dates."}, {"doubt": ""}),
}


def empty_record(kind):
    model = next(schema.model for schema in all_kinds() if schema.name == kind)
    return {field.name: field.type.parse("") for field in schema_of(model()).fields} | {"status": "draft"}


def findings_in(kind, record, on=TODAY):
    return {check.name for check in quality_of_record(record, kind, on).findings}


def test_every_check_has_a_case_below_and_names_a_field_of_its_kinds():
    of_one_record = {check.name for check in all_checks() if not isinstance(check, ConsistencyCheck)}
    assert set(CASES) == of_one_record
    for kind in all_kinds():
        assert {check.field for check in checks_of(kind.name)} <= set(kind.names)


@pytest.mark.parametrize("name", CASES)
def test_a_check_finds_its_defect_and_nothing_after_correction(name):
    kind, amiss, mended = CASES[name]
    record = empty_record(kind) | amiss
    assert name in findings_in(kind, record)
    assert name not in findings_in(kind, record | mended)


def test_no_check_applies_to_a_withdrawn_record():
    record = empty_record("law") | {"status": "withdrawn"}
    assert quality_of_record(record, "law").findings == ()
    assert quality_of_record(record, "law").score == 100


def test_a_record_of_an_older_schema_is_checked_like_one_that_is_empty_there():
    assert "no-summary" in findings_in("law", named("law").canonical({"status": "draft", "title": "An Act"}))


def test_the_score_falls_with_each_finding_and_stays_between_0_and_100():
    bare, whole = empty_record("law"), to_record(Law.objects.get(slug="my-act-670-2007"))
    assert 0 <= quality_of_record(bare, "law").score < quality_of_record(whole, "law").score <= 100
    assert quality_of_record(bare | {"source_note": "x"}, "law").score > quality_of_record(bare, "law").score


def stored_findings(entry, on=None):
    update_findings()
    day = on or timezone.localdate()
    rows = Finding.objects.filter(subject=entry.public_id, since__lte=day, until__gte=day)
    return set(rows.values_list("check_name", flat=True)) - {INCOMPLETE, UNVERIFIED}


class TestStoredFindings(TestCase):
    """Stored findings equal those of a fresh check after any sequence of changes."""

    changes = st.sampled_from(
        [
            lambda law: Law.objects.filter(pk=law.pk).update(summary=""),
            lambda law: Law.objects.filter(pk=law.pk).update(source_note="A note", language="th"),
            lambda law: law.topics.clear(),
            lambda law: law.topics.set(Topic.objects.all()[:1]),
            lambda law: law.countries.set(Country.objects.all()[:2]),
            lambda law: Law.objects.filter(pk=law.pk).update(legal_status="repealed", doubt="?"),
            lambda law: Law.objects.filter(pk=law.pk).update(verification_due=datetime.date(2001, 1, 1)),
            lambda law: Law.objects.filter(pk=law.pk).update(status=Status.WITHDRAWN),
            lambda law: Law.objects.filter(pk=law.pk).update(status=Status.PUBLISHED),
            lambda law: update_findings(),
        ]
    )

    @settings(max_examples=examples(25), deadline=None)
    @given(st.lists(changes, max_size=6))
    def test_they_are_current_after_any_changes(self, changes):
        law = Law.objects.create(title="An Act", summary="What it does")
        for change in changes:
            change(law)
        law = Law.objects.get(pk=law.pk)
        assert stored_findings(law) == {check.name for check in quality_of(law).findings}
        law.delete()
        assert stored_findings(law) == set()


def test_a_finding_with_days_in_it_comes_and_goes_without_a_change():
    law = Law.objects.create(title="An Act", status=Status.PUBLISHED, verification_due=datetime.date(2030, 5, 31))
    meeting = Workshop.objects.create(title="A meeting", event_status="held", date="2040-02")
    update_findings()
    for day, overdue, ahead in [("2030-05-31", 0, 1), ("2030-06-01", 1, 1), ("2040-01-31", 1, 1), ("2040-02-01", 1, 0)]:
        on = datetime.date.fromisoformat(day)
        assert with_finding(Entry.objects.filter(pk=law.pk), "overdue", on).count() == overdue
        assert with_finding(Entry.objects.filter(pk=meeting.pk), "held-in-future", on).count() == ahead
        assert (check_named("overdue") in quality_of(law, on).findings) == bool(overdue)


def test_an_entry_is_incomplete_when_any_check_says_that_something_is_missing():
    whole = Law.objects.get(slug="my-act-670-2007")
    bare = Law.objects.create(title="An Act")
    update_findings()
    both = Entry.objects.filter(pk__in=[whole.pk, bare.pk])
    assert list(incomplete(both)) == [bare.entry_ptr]


def test_the_reader_goes_on_where_it_was_and_reads_nothing_twice(monkeypatch, django_assert_num_queries):
    update_findings()
    Law.objects.create(title="An Act")
    assert unread() == 1
    with monkeypatch.context() as broken, pytest.raises(OSError, match="killed"):
        broken.setattr("baliportal.quality.indexer.refresh_candidates", _killed)
        update_findings()
    assert unread() == 1  # Neither the batch nor the position was written.
    assert bring_up_to_date() == 0
    with django_assert_num_queries(2):
        assert bring_up_to_date() == 0


def test_other_checks_read_the_journal_from_its_start(monkeypatch):
    law = Law.objects.create(title="An Act")
    update_findings()
    Finding.objects.filter(subject=law.public_id).delete()  # As if the old checks had not found it.
    monkeypatch.setattr("baliportal.quality.indexer.reader_name", lambda: "quality of another release")
    assert unread() == JournalHead.current()
    update_findings()
    assert stored_findings(law) == {check.name for check in quality_of(law).findings}


def _killed(values):
    raise OSError("killed")


# Publication


def test_the_named_few_block_publication_by_a_person_and_say_why(ana):
    assert {check.name for check in all_checks() if check.blocks} == {
        "no-source", "no-language", "held-in-future", "no-contact", "asked-nowhere",
    }  # fmt: skip
    law = Law.objects.create(title="An Act", original_title="Akta")
    with pytest.raises(MoveRefused, match=r"No source: Give the address.*Original title without its language"):
        move(law, to=Status.PUBLISHED, by=ana)
    assert Law.objects.get(pk=law.pk).status == Status.DRAFT
    Law.objects.filter(pk=law.pk).update(source_note="The gazette", language="ms")
    assert move(law, to=Status.PUBLISHED, by=ana).status == Status.PUBLISHED


def test_people_who_may_not_publish_get_permission_denied_and_no_findings(putri):
    with pytest.raises(PermissionDenied):
        move(Law.objects.create(title="An Act"), to=Status.PUBLISHED, by=putri)


def test_a_program_publishes_what_it_was_written_to_publish_and_the_starter_passes_by_itself():
    move(Law.objects.create(title="An Act"), to=Status.PUBLISHED, by=journal.SYSTEM)
    update_findings()
    starter = Entry.objects.exclude(title="An Act")
    blocked = [check.name for check in all_checks() if check.blocks and with_finding(starter, check.name).exists()]
    assert blocked == []


def test_other_moves_are_not_blocked(ana, putri):
    law = Law.objects.create(title="An Act")
    assert move(law, to=Status.IN_REVIEW, by=putri).status == Status.IN_REVIEW


def test_bulk_publication_says_which_record_stays_and_why(client, ana):
    client.force_login(ana)
    good = Law.objects.create(title="A sourced Act", source_note="The gazette")
    bare = Law.objects.create(title="A bare Act")
    data = {"action": "publish", "_selected_action": [good.pk, bare.pk]}
    address = reverse("admin:legislation_law_changelist")
    preview = client.post(address, data)
    assert (preview.context["going"], preview.context["staying_total"]) == ([good], 1)
    assert "It cannot be published yet. No source" in preview.content.decode()
    page = client.post(address, data | {"confirmed": "yes"}, follow=True).content.decode()
    assert "“A bare Act” stays as it is. It cannot be published yet. No source" in page
    assert Law.objects.get(pk=good.pk).status == Status.PUBLISHED
    assert Law.objects.get(pk=bare.pk).status == Status.DRAFT
