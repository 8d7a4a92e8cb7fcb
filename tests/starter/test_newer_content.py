"""An upgrade: what a curator changed stays field by field, and the desk offers what the starter content has newer."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry, JournalHead, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.editorial.models import NewerStarterValue, Proposal
from baliportal.editorial.newer_starter_values import AlreadyDecided, keep, take
from baliportal.editorial.verification import verify
from baliportal.starter import load as loading
from baliportal.starter.load import load
from legislation.models import Law
from members.models import Organisation
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(folder):
    return Law.objects.get(slug=folder.rows("legislation.csv")[0]["slug"])


def write(record, by, **values):
    """Change fields as a curator does."""
    with journal.recording(by=by):
        apply_record(type(record).objects.get(pk=record.pk), values)


def now(record):
    return to_record(type(record).objects.get(pk=record.pk))


def offers():
    """What the desk offers: {(field, value): state}."""
    return {(newer.field, str(newer.value)): newer.state for newer in NewerStarterValue.objects.all()}


def test_a_field_that_a_curator_changed_stays_and_the_newer_value_is_offered(folder, law, putri):
    write(law, putri, summary="Ours")
    folder.change("legislation.csv", 2, summary="Theirs", number="No. 51")
    assert load(folder.path)["changed"] == 1
    assert (now(law)["summary"], now(law)["number"]) == ("Ours", "No. 51")
    assert offers() == {("summary", "Theirs"): "waiting"}
    assert Change.objects.of(law).first().who == "starter"


def test_a_curators_field_is_not_offered_what_the_starter_content_said_before(folder, law, putri):
    write(law, putri, summary="Ours")
    folder.change("legislation.csv", 2, number="No. 51")
    load(folder.path)
    assert offers() == {}


def test_what_the_starter_wrote_beside_a_curators_field_does_not_make_that_its_own(folder, law, putri):
    write(law, putri, summary="Ours")
    for number in ("No. 51", "No. 52", "No. 53"):
        folder.change("legislation.csv", 2, summary=f"Theirs, as of {number}", number=number)
        load(folder.path)
    assert (now(law)["summary"], now(law)["number"]) == ("Ours", "No. 53")
    assert offers() == {("summary", "Theirs, as of No. 53"): "waiting"}


def test_nested_rows_stay_as_a_whole(folder, putri):
    treaty = Entry.objects.get(kind="treaty", slug=folder.rows("treaties.csv")[0]["slug"]).specific
    ours = to_record(treaty)["actions"][1:]
    write(treaty, putri, actions=ours)
    folder.add("treaty_actions.csv", treaty=treaty.slug, member="FJ", action="accession", date="2024-05-06",
               date_precision="day", source_url="https://example.org/")  # fmt: skip
    folder.change("treaties.csv", 2, summary="Theirs")
    load(folder.path)
    assert (now(treaty)["actions"], now(treaty)["summary"]) == (ours, "Theirs")
    [newer] = NewerStarterValue.objects.all()
    assert (newer.field, len(newer.value)) == ("actions", len(ours) + 2)


def test_an_upgrade_may_run_twice_and_writes_nothing_the_second_time(folder, law, putri):
    write(law, putri, summary="Ours")
    folder.change("legislation.csv", 2, summary="Theirs", number="No. 51")
    load(folder.path)
    head, offered = JournalHead.current(), set(NewerStarterValue.objects.values_list("pk", "value"))
    done = load(folder.path)
    assert (done["changed"], done["left alone"]) == (0, 1)
    assert (JournalHead.current(), set(NewerStarterValue.objects.values_list("pk", "value"))) == (head, offered)


class PowerCut(BaseException):
    """An exception that no code catches."""


def test_an_upgrade_that_is_cut_short_leaves_all_as_it_was(folder, law, putri, monkeypatch):
    write(law, putri, summary="Ours")
    folder.change("legislation.csv", 2, summary="Theirs", number="No. 51")
    before, head = now(law), JournalHead.current()

    def cut(*args):
        raise PowerCut

    with monkeypatch.context() as patched, pytest.raises(PowerCut):
        patched.setattr(loading, "replace_offers", cut)
        load(folder.path)
    assert (now(law), JournalHead.current(), offers()) == (before, head, {})
    load(folder.path)
    assert (now(law)["number"], offers()) == ("No. 51", {("summary", "Theirs"): "waiting"})


def test_what_was_deleted_stays_deleted_and_what_names_it_loses_the_name_only(folder, putri):
    with journal.recording(by=putri):
        Organisation.objects.filter(slug="a21").delete()
    folder.add("resources.csv", slug="new-guide", title="New guide", kind="handbook", publisher="a21",
               source_url="https://example.org/")  # fmt: skip
    load(folder.path)
    guide = Entry.objects.get(kind="resource", slug="new-guide").specific
    assert (guide.publisher, guide.is_public) == (None, True)
    assert not Organisation.objects.filter(slug="a21").exists()


def test_a_theme_with_another_address_is_found_by_new_rows(folder, putri):
    with journal.recording(by=putri):
        topic = Topic.objects.get(slug="debt-bondage")
        topic.slug = "bonded-labour"
        topic.save()
    folder.change("legislation.csv", 2, topics="debt-bondage")
    law = folder.change("legislation.csv", 3, summary="Theirs")
    load(folder.path)
    assert now(Law.objects.get(slug=folder.rows("legislation.csv")[0]["slug"]))["topics"] == ["bonded-labour"]
    assert Law.objects.get(slug=law["slug"]).summary == "Theirs"
    assert offers() == {}


@pytest.mark.parametrize(
    ("status", "visibility"), [("withdrawn", "public"), ("draft", "public"), ("published", "officials")]
)
def test_status_and_visibility_are_never_touched(folder, law, ana, status, visibility):
    if status != "published":
        move(law, to=Status.WITHDRAWN, by=ana)
    if status == "draft":
        move(Law.objects.get(pk=law.pk), to=Status.DRAFT, by=ana)
    write(law, ana, visibility=visibility)
    folder.change("legislation.csv", 2, summary="Theirs")
    load(folder.path)
    assert (now(law)["summary"], now(law)["status"], now(law)["visibility"]) == ("Theirs", status, visibility)


def test_a_verification_lapses_when_an_upgrade_changes_facts(folder, law, ana):
    verify(law, by=ana, role="legal officer", on=datetime.date(2026, 1, 2))
    folder.change("legislation.csv", 2, summary="Theirs")
    load(folder.path)
    record, newest = now(law), Change.objects.of(law).first()
    assert (record["summary"], record["verified_on"]) == ("Theirs", "2026-01-02")
    assert record["verification_lapsed_on"] != ""
    assert (newest.who, newest.record["verification_lapsed_on"]) == ("starter", record["verification_lapsed_on"])


def test_values_that_do_not_go_with_a_curators_are_offered_and_nothing_fails(folder, putri):
    meeting = Workshop.objects.get(slug=folder.rows("workshops.csv")[0]["slug"])
    write(meeting, putri, end_date="2002-03-01")
    folder.change("workshops.csv", 2, start_date="2002-04-01", end_date="2002-04-03", summary="Theirs")
    load(folder.path)
    record = now(meeting)
    assert (record["date"], record["end_date"]) == ("2002-02-26", "2002-03-01")
    assert {("date", "2002-04-01"), ("end_date", "2002-04-03")} <= offers().keys()


# Decisions


@pytest.fixture
def newer(folder, law, putri):
    """A value that waits for a decision."""
    write(law, putri, summary="Ours")
    folder.change("legislation.csv", 2, summary="Theirs")
    load(folder.path)
    return NewerStarterValue.objects.get()


def test_what_was_taken_is_in_the_record_and_follows_the_starter_content_again(folder, law, newer, ana):
    take(newer, by=ana)
    assert (now(law)["summary"], Change.objects.of(law).first().who) == ("Theirs", "ana")
    assert load(folder.path)["changed"] == 0
    folder.change("legislation.csv", 2, summary="Theirs, better")
    load(folder.path)
    assert (now(law)["summary"], offers()) == ("Theirs, better", {})


def test_what_was_taken_and_changed_again_is_a_curators_again(folder, law, newer, ana):
    take(newer, by=ana)
    write(law, ana, summary="Ours again")
    load(folder.path)
    assert NewerStarterValue.objects.waiting().count() == 0
    folder.change("legislation.csv", 2, summary="Theirs, better")
    load(folder.path)
    assert (now(law)["summary"], offers()) == ("Ours again", {("summary", "Theirs, better"): "waiting"})


def test_what_was_kept_is_not_asked_again_until_the_starter_content_has_another_value(folder, law, newer, ana):
    keep(newer, by=ana)
    load(folder.path)
    assert offers() == {("summary", "Theirs"): "kept"}
    folder.change("legislation.csv", 2, summary="Theirs, better")
    load(folder.path)
    assert (now(law)["summary"], offers()) == ("Ours", {("summary", "Theirs, better"): "waiting"})


def test_an_offer_goes_when_the_curator_writes_the_same(folder, law, newer, ana):
    write(law, ana, summary="Theirs")
    load(folder.path)
    assert offers() == {}


def test_a_decision_about_a_value_that_was_replaced_changes_nothing(folder, law, newer, ana):
    folder.change("legislation.csv", 2, summary="Theirs, better")
    load(folder.path)
    for decide in (take, keep):
        with pytest.raises(AlreadyDecided):
            decide(newer, by=ana)
    assert (now(law)["summary"], offers()) == ("Ours", {("summary", "Theirs, better"): "waiting"})


def test_who_may_not_publish_proposes_to_take_it(law, newer, putri):
    proposal = take(newer, by=putri)
    assert (proposal, proposal.record["summary"]) == (Proposal.objects.get(), "Theirs")
    assert (now(law)["summary"], offers()) == ("Ours", {("summary", "Theirs"): "waiting"})


def test_the_desk_lists_it_with_both_values_and_buttons(client, law, newer, ana):
    client.force_login(ana)
    [queue] = [q for q in client.get(reverse("admin:index")).context["desk"].queues if q["name"] == "newer-starter"]
    assert (queue["title"], queue["count"]) == ("Newer starter content", 1)
    assert law.title in client.get(queue["url"]).content.decode()
    address = reverse("admin:editorial_newerstartervalue_change", args=[newer.pk])
    page = client.get(address).content.decode()
    assert all(words in page for words in ("Ours", "Theirs", "Take the starter", "Keep ours", law.title))
    done = client.post(reverse("admin:editorial_newerstartervalue_keep", args=[newer.pk]), follow=True)
    assert "Yours stays." in done.content.decode()
    client.post(reverse("admin:editorial_newerstartervalue_take", args=[newer.pk]))
    assert now(law)["summary"] == "Theirs"
    assert "Take the starter" not in client.get(address).content.decode()


def test_to_compare_a_thousand_records_takes_no_query_for_each(folder, putri):
    with CaptureQueriesContext(connection) as untouched:
        load()
    with journal.recording(by=putri):
        for law in Law.objects.order_by("pk")[:60]:
            apply_record(law, {"summary": "Ours"})
    with CaptureQueriesContext(connection) as touched:
        assert load()["left alone"] == 60
    assert len(touched) <= len(untouched) + 2 <= 20
