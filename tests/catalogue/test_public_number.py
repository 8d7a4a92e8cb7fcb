"""The public number moves when what everybody may see has changed, and tells of nothing else."""

from contextlib import suppress
from functools import partial

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue import journal
from baliportal.catalogue.journal.history import restore, revert
from baliportal.catalogue.models import Change, Country, Entry, JournalHead, Term, Topic
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.starter.load import load
from legislation.models import Law, LawRelation
from members.models import ContactPoint, MemberState

from .strategies import WITH_DATABASE

pytestmark = pytest.mark.django_db


def moved_by(act):
    """By how much the public number moves when `act` is done."""
    before = JournalHead.public()
    act()
    return JournalHead.public() - before


def saved(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    return moved_by(thing.save)


@pytest.fixture
def published(law):
    """The law, for everybody to see."""
    move(law, to=Status.PUBLISHED, by=journal.SYSTEM)
    return law


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_work_on_what_is_not_published_moves_nothing(status):
    assert moved_by(lambda: Law.objects.create(title="Hidden", status=status)) == 0
    law = Law.objects.get(title="Hidden")
    assert saved(law, title="Hidden still", summary="Secret") == 0
    assert moved_by(lambda: law.topics.add(Topic.objects.first())) == 0
    assert moved_by(law.delete) == 0


@pytest.mark.parametrize("visibility", [Visibility.OFFICIALS, Visibility.SECRETARIAT])
def test_what_is_published_for_some_moves_nothing(law, visibility):
    assert saved(law, visibility=visibility) == 0
    assert moved_by(lambda: move(law, to=Status.PUBLISHED, by=journal.SYSTEM)) == 0
    assert saved(law, title="For some") == 0
    assert moved_by(law.delete) == 0


def test_the_way_through_the_workflow_moves_it_where_visitors_notice(law):
    steps = [Status.IN_REVIEW, Status.PUBLISHED, Status.WITHDRAWN, Status.DRAFT]
    assert [moved_by(partial(move, law, to=step, by=journal.SYSTEM)) for step in steps] == [0, 1, 1, 0]


def test_a_public_field_a_theme_and_a_deletion_move_it(published):
    assert saved(published, title="Another title") == 1
    assert moved_by(lambda: published.topics.add(Topic.objects.first())) == 1
    assert saved(published, visibility=Visibility.OFFICIALS) == 1
    assert saved(published, visibility=Visibility.PUBLIC) == 1
    assert saved(published) == 0
    assert moved_by(published.delete) == 1


def test_contact_points_are_for_officials_and_move_nothing():
    member = MemberState.objects.get(slug="my")
    assert member.is_public
    seen = Entry.objects.get(pk=member.pk).public_updated_at
    assert moved_by(lambda: ContactPoint.objects.create(member=member, role="Desk", mailbox="desk@example.org")) == 0
    entry = Entry.objects.get(pk=member.pk)
    assert (entry.public_updated_at, entry.updated_at > seen) == (seen, True)
    assert saved(member, lead_agency="Another ministry") == 1
    assert Entry.objects.get(pk=member.pk).public_updated_at > seen


def test_vocabularies_are_open_to_all():
    topic, country, term = Topic.objects.first(), Country.objects.first(), Term.objects.first()
    assert saved(topic, scope_note="Used in another way") == 1
    assert saved(country, name="Under another name") == 1
    assert moved_by(lambda: term.names.create(text="what people say")) == 1


def test_each_row_of_the_journal_carries_the_public_number(law):
    start, public = JournalHead.numbers()
    law.title = "Second"
    law.save()
    for to in (Status.PUBLISHED, Status.WITHDRAWN, Status.DRAFT):
        move(law, to=to, by=journal.SYSTEM)
    rows = Change.objects.since(start)
    assert list(rows.values_list("number", "is_public", "public")) == [
        (start + 1, False, public),
        (start + 2, True, public + 1),
        (start + 3, True, public + 2),
        (start + 4, False, public + 2),
    ]
    assert [change.number for change in rows.public()] == [start + 2, start + 3]
    assert JournalHead.numbers() == (JournalHead.current(), JournalHead.public()) == (start + 4, public + 2)


def test_many_at_once_count_each_for_itself(published):
    hidden = Law.objects.create(title="Hidden")
    both = Law.objects.filter(pk__in=[published.pk, hidden.pk])
    assert moved_by(lambda: both.update(summary="For both")) == 1
    assert moved_by(lambda: both.update(summary="For both")) == 0
    assert moved_by(lambda: both.update(status=Status.PUBLISHED)) == 1


def test_what_one_act_publishes_and_withdraws_nobody_saw(law):
    def both():
        with journal.recording():
            Law.objects.filter(pk=law.pk).update(status=Status.PUBLISHED)
            Law.objects.filter(pk=law.pk).update(status=Status.DRAFT)

    assert moved_by(both) == 0


def test_what_is_taken_back_moves_nothing(published):
    def fail():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Law.objects.filter(pk=published.pk).update(title="Never")
            raise ZeroDivisionError

    assert moved_by(fail) == 0


def test_a_start_that_finds_everything_there_moves_nothing():
    assert moved_by(load) == 0


def test_naming_what_is_hidden_is_the_one_excess(published):
    hidden = Law.objects.create(title="Hidden")
    before = to_record(published, Visibility.PUBLIC)
    assert moved_by(lambda: LawRelation.objects.create(law=published, relation="amends", target=hidden)) == 1
    assert to_record(Law.objects.get(pk=published.pk), Visibility.PUBLIC) == before
    assert saved(hidden, slug="elsewhere") == 0
    assert saved(published, title="Another") == 1


class Acts:
    """Acts of people on a few laws, a member and a theme, in an order that hypothesis chooses."""

    def __init__(self):
        self.start = Entry.objects.order_by("-pk").first().pk
        self.laws = [Law.objects.create(title=f"Law {number}").public_id for number in range(3)]
        self.topic = Topic.objects.create(slug="zz-theme", label="Theme")
        self.country = Country.objects.create(code="QM", name="Country")
        self.member = MemberState.objects.create(title="Member", country=self.country).public_id

    def seen(self):
        """Everything that the public JSON says of what the acts touch."""
        entries = Entry.objects.published().filter(pk__gt=self.start).order_by("pk")
        return [to_record(each.specific, Visibility.PUBLIC) for each in entries] + [
            to_record(type(each).objects.get(pk=each.pk)) for each in (self.topic, self.country)
        ]

    def do(self, act, which, value, word):
        public_id = [*self.laws, self.member][which]
        entry = Entry.objects.filter(public_id=public_id).first()
        if entry:
            getattr(self, act)(entry.specific, value, word)
        else:
            restore(Change.objects.filter(subject=public_id).latest("number"), by=journal.SYSTEM)

    def set_status(self, entry, value, word):
        Entry.objects.filter(pk=entry.pk).update(status=list(Status)[value])

    def set_visibility(self, entry, value, word):
        apply_record(entry, {"visibility": list(Visibility)[value % 3]})

    def write(self, entry, value, word):
        apply_record(entry, {["title", "summary", "doubt", "slug"][value]: f"zz-{word}-{entry.pk}"})

    def write_all(self, entry, value, word):
        Entry.objects.filter(pk__gt=self.start).update(source_note=word)

    def give_a_contact_point(self, entry, value, word):
        if isinstance(entry, MemberState):
            apply_record(entry, {"contact_points": [{"role": word, "mailbox": "desk@example.org"}]})

    def give_a_theme(self, entry, value, word):
        entry.topics.set([self.topic] * (value % 2))

    def rename_the_theme(self, entry, value, word):
        Topic.objects.filter(pk=self.topic.pk).update(label=word)

    def go_back(self, entry, value, word):
        revert(entry, to=Change.objects.of(entry).last(), by=journal.SYSTEM)

    def delete(self, entry, value, word):
        with suppress(ProtectedError):
            entry.delete()

    def relate(self, entry, value, word):
        target = Law.objects.filter(public_id=self.laws[value % 3]).exclude(pk=entry.pk).first()
        if isinstance(entry, Law) and target:
            LawRelation.objects.get_or_create(law=entry, relation="amends", target=target)


STEPS = [name for name in vars(Acts) if name not in ("seen", "do") and not name.startswith("_")]


def sequences(steps):
    step = st.tuples(st.sampled_from(steps), st.integers(0, 3), st.integers(0, 3), st.sampled_from(["one", "two"]))
    return st.lists(step, min_size=5, max_size=25)


def played(sequence):
    """Of each step in turn: whether the public number moved, whether the public records changed, and the step."""
    with transaction.atomic():
        play = Acts()
        number, seen = JournalHead.public(), play.seen()
        for step in sequence:
            play.do(*step)
            there = JournalHead.public(), play.seen()
            yield there[0] != number, there[1] != seen, step
            number, seen = there
        transaction.set_rollback(True)


@WITH_DATABASE
@given(sequences([name for name in STEPS if name != "relate"]))
def test_it_moves_if_and_only_if_the_public_records_changed(sequence):
    for moved, changed, step in played(sequence):
        assert moved == changed, step


@WITH_DATABASE
@given(sequences([*STEPS, "relate", "relate", "set_status", "set_status"]))
def test_it_never_stays_where_records_name_each_other(sequence):
    for moved, changed, step in played(sequence):
        assert moved or not changed, step
