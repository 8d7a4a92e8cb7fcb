"""One human act on one subject is one row of the journal, and what changes nothing leaves none."""

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Country, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import to_record
from legislation.models import Law, Provision
from members.models import Organisation

pytestmark = pytest.mark.django_db


def test_an_act_of_fields_links_and_rows_is_one_row(putri, new_changes):
    start = timezone.now()
    with journal.recording(by=putri, note="From the gazette", batch="b1"):
        law = Law.objects.create(title="An Act")
        law.countries.add(Country.objects.get(code="MY"))
        law.topics.set(Topic.objects.filter(slug="extradition"))
        Provision.objects.create(law=law, pinpoint="s 1")
        law.summary = "Summary"
        law.save()
    [change] = new_changes()
    assert (change.who, change.route, change.verb, change.note, change.batch) == (
        "putri", "form", "created", "From the gazette", "b1",
    )  # fmt: skip
    assert (change.kind, change.subject, change.title, change.version) == ("law", law.public_id, "An Act", 1)
    assert start <= change.at <= timezone.now()
    assert change.record == to_record(Law.objects.get(pk=law.pk))


def test_each_subject_of_an_act_has_its_own_row(new_changes):
    with journal.recording():
        laws = [Law.objects.create(title=f"Act {number}") for number in range(3)]
        Topic.objects.filter(slug="extradition").update(position=99)
    assert sorted(change.subject for change in new_changes()) == sorted(
        [*(law.public_id for law in laws), Topic.objects.get(slug="extradition").public_id]
    )


def test_what_changes_nothing_leaves_no_row(law, new_changes):
    law.topics.set(topics := list(Topic.objects.all()[:2]))
    new_changes()
    law.save()
    law.topics.set(topics)
    law.topics.add(*topics)
    law.countries.clear()
    Law.objects.filter(pk=law.pk).update(summary=law.summary)
    with journal.recording():
        Law.objects.filter(pk=law.pk).update(summary="There")
        Law.objects.filter(pk=law.pk).update(summary="and back")
        Law.objects.filter(pk=law.pk).update(summary=law.summary)
    assert new_changes() == []
    assert Law.objects.get(pk=law.pk).version == 2


@pytest.mark.parametrize(
    ("by", "route", "as_route"),
    [
        ("person", "", "form"),
        ("person", "import", "import"),
        ("program", "", "command"),
        ("program", "schedule", "schedule"),
    ],
)
def test_a_row_says_who_acted_and_by_which_route(putri, law, new_changes, by, route, as_route):
    actor = putri if by == "person" else journal.Program("housekeeping")
    with journal.recording(by=actor, route=route):
        Law.objects.filter(pk=law.pk).update(summary="Changed")
    [change] = new_changes()
    assert (change.who, change.route) == (actor.get_username(), as_route)


def test_a_write_outside_any_recording_is_the_systems(law, new_changes):
    law.title = "Another"
    law.save()
    [change] = new_changes()
    assert (change.who, change.route, change.verb) == ("system", "command", "changed")


def test_a_recording_inside_another_joins_it(putri, law, new_changes):
    with journal.recording(by=putri, note="Outer"):
        with journal.recording(by=journal.Program("inner"), note="Inner", route="schedule"):
            Law.objects.filter(pk=law.pk).update(summary="One")
        Law.objects.filter(pk=law.pk).update(number="Two")
    [change] = new_changes()
    assert (change.who, change.route, change.note) == ("putri", "form", "Outer")


def test_an_act_that_fails_leaves_nothing(law, new_changes):
    def act():
        Law.objects.create(title="Never")
        Law.objects.filter(pk=law.pk).update(summary="Never")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), journal.recording():
        act()
    assert new_changes() == []
    assert not Law.objects.filter(title="Never").exists()
    assert Law.objects.get(pk=law.pk).summary == ""
    law.summary = "After"
    law.save()
    assert [change.who for change in new_changes()] == ["system"]


def test_a_deletion_keeps_the_last_record(law, putri, new_changes):
    last = to_record(law)
    with journal.recording(by=putri, note="Entered twice"):
        law.delete()
    [change] = new_changes()
    assert (change.verb, change.record, change.note, change.title) == ("deleted", last, "Entered twice", law.title)
    assert [row.verb for row in Change.objects.of(Law(public_id=change.subject))] == ["deleted", "created"]


def test_a_deletion_that_is_refused_leaves_no_row(new_changes):
    office = Organisation.objects.exclude(operated_systems=None).first()

    def act():
        Law.objects.filter(affected_by=None, ratified_agreements=None, commitments_followed_up=None).delete()
        raise ZeroDivisionError

    with journal.recording():
        with pytest.raises(ProtectedError):
            office.delete()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            act()
    assert new_changes() == []


def test_what_comes_back_after_a_deletion_is_created_anew(law, new_changes):
    law.delete()
    Law.objects.create(title=law.title, public_id=law.public_id)
    assert [change.verb for change in new_changes()] == ["deleted", "created"]


def test_a_move_names_its_act_and_keeps_its_note(law, ana, new_changes):
    with journal.recording(by=ana, note="Of the whole act"):
        Law.objects.filter(pk=law.pk).update(summary="Ready")
        move(law, to=Status.PUBLISHED, by=ana, note="Of the move")
    [change] = new_changes()
    assert (change.verb, change.note, change.record["summary"]) == ("published", "Of the move", "Ready")


@pytest.mark.django_db(transaction=True)
def test_readers_are_called_once_an_act_is_committed_and_not_for_one_that_changed_nothing():
    open_transactions = []

    def reader(**_):
        open_transactions.append(connection.in_atomic_block)

    journal.committed.connect(reader)
    try:
        with journal.recording():
            law = Law.objects.create(title="An Act")
            law.topics.add(Topic.objects.create(slug="a-theme", label="A theme"))
            assert open_transactions == []
        assert open_transactions == [False]
        law.save()
        assert open_transactions == [False]
    finally:
        journal.committed.disconnect(reader)
