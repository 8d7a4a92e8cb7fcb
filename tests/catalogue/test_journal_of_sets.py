"""Bulk writes, sets of links and rows that belong to an entry are in its history like any other act."""

import pytest

from baliportal.catalogue.kinds import all_kinds, schema_of
from baliportal.catalogue.models import Change, Country, Entry, JournalHead, Topic
from baliportal.catalogue.schema.records import to_record
from legislation.models import Agreement, Law, Provision
from members.models import MemberState, Organisation
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
FREE = {"member": "AQ"}  # a country that is no member state


def subjects(act):
    """Subjects with a new change after an act, each once; the change holds the record as it is now."""
    head = JournalHead.current()
    act()
    changes = list(Change.objects.since(head))
    for change in (change for change in changes if change.verb != "deleted"):
        root = Topic if change.kind == "topic" else Entry
        assert change.record == to_record(root.objects.get(public_id=change.subject))
    found = [change.subject for change in changes]
    assert len(found) == len(set(found))
    return set(found)


def ids(*things):
    return {thing.public_id for thing in things}


@pytest.fixture
def acts():
    return Law.objects.bulk_create([Law(title="One act"), Law(title="Another act")])


@pytest.fixture
def border():
    return Topic.objects.get(slug="border-management")


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_entries_created_in_bulk_are_told_one_by_one(kind):
    fields = {"country": Country.objects.get(code=FREE[kind.name])} if kind.name in FREE else {}
    things = [kind.model(title="Same title", date="2007", **fields) for _ in range(1 if fields else 2)]
    assert subjects(lambda: kind.model.objects.bulk_create(things)) == ids(*things)
    for thing in things:
        change = Change.objects.of(thing).get()
        assert (change.verb, change.kind, change.version) == ("created", kind.name, 1)
    assert len({thing.slug for thing in things}) == len(things)
    assert kind.model.objects.filter(pk__in=[thing.pk for thing in things]).count() == len(things)


def test_terms_created_in_bulk_are_told_and_no_entries_are_nothing():
    topics = [Topic(slug=f"zz-{number}", label="Theme") for number in range(2)]
    assert subjects(lambda: Topic.objects.bulk_create(topics)) == ids(*topics)
    assert subjects(lambda: Law.objects.bulk_create([])) == set()


def test_bulk_creation_that_does_not_say_which_rows_it_wrote_is_refused():
    for options in ({"ignore_conflicts": True}, {"update_conflicts": True}):
        with pytest.raises(TypeError, match="does not say which rows it wrote"):
            Law.objects.bulk_create([Law(title="An Act")], **options)


def test_updates_of_many_touch_each_that_changed(acts):
    assert subjects(lambda: Law.objects.filter(title__endswith="act").update(number="1")) >= ids(*acts)
    assert subjects(lambda: Entry.objects.filter(pk=acts[0].pk).update(summary="By the parent")) == ids(acts[0])
    acts[0].summary, acts[1].number = "Bulk", "2"
    assert subjects(lambda: Law.objects.bulk_update(acts, ["summary", "number"])) == ids(*acts)
    assert subjects(lambda: Law.objects.bulk_update(acts, ["summary", "number"])) == set()


@pytest.mark.parametrize("model", [Entry, Law])
def test_deletions_of_many_are_told_one_by_one(acts, model):
    Provision.objects.create(law=acts[0], pinpoint="s 1")
    assert subjects(lambda: model.objects.filter(pk__in=[act.pk for act in acts]).delete()) == ids(*acts)
    change = Change.objects.of(acts[0]).first()
    assert (change.verb, change.record["provisions"][0]["pinpoint"]) == ("deleted", "s 1")
    assert not Entry.objects.filter(public_id__in=ids(*acts)).exists()


def test_a_set_tells_its_entry_whatever_is_done_to_it(acts, border):
    [act, _] = acts
    for do in (
        lambda: act.topics.add(border),
        lambda: act.topics.remove(border),
        lambda: act.topics.set([border]),
        lambda: act.topics.clear(),
        lambda: act.topics.set([border], clear=True),
        lambda: act.topics.create(slug="zz-new", label="New"),
    ):
        assert act.public_id in subjects(do)


def test_a_set_tells_the_entries_when_it_is_changed_from_the_other_end(acts, border):
    for do in (
        lambda: border.entries.add(*acts),
        lambda: border.entries.remove(*acts),
        lambda: border.entries.set([*border.entries.all(), *acts]),
        lambda: border.entries.set(set(border.entries.all()) - {act.entry_ptr for act in acts}),
    ):
        assert subjects(do) == ids(*acts)
    everything = ids(*border.entries.all())
    assert everything
    assert subjects(border.entries.clear) == everything


def test_sets_between_entries_tell_the_one_whose_record_names_the_other():
    old, new = Agreement.objects.create(title="Old"), Agreement.objects.create(title="New")
    office, meeting = Organisation.objects.create(title="Office"), Workshop.objects.create(title="Meeting")
    for act, touched in (
        (lambda: new.supersedes.add(old), new), (lambda: old.superseded_by.clear(), new),
        (lambda: old.superseded_by.add(new), new), (lambda: old.superseded_by.set([]), new),
        (lambda: office.hosted_meetings.add(meeting), meeting), (lambda: office.hosted_meetings.clear(), meeting),
        (lambda: Country.objects.get(code="MY").chaired_meetings.add(meeting), meeting),
    ):  # fmt: skip
        assert subjects(act) == ids(touched)


def test_rows_tell_the_entry_they_belong_to(acts):
    act, other = acts
    row = Provision(law=act, pinpoint="s 1")
    assert subjects(row.save) == ids(act)
    assert subjects(lambda: Provision.objects.filter(pk=row.pk).update(article="")) == set()
    assert subjects(lambda: Provision.objects.filter(pk=row.pk).update(text="Text")) == ids(act)
    assert subjects(lambda: act.provisions.create(pinpoint="s 2")) == ids(act)
    more = [Provision(law=law, pinpoint="s 3") for law in acts]
    assert subjects(lambda: Provision.objects.bulk_create(more)) == ids(*acts)
    for each in more:
        each.text = "Text"
    assert subjects(lambda: Provision.objects.bulk_update(more, ["text"])) == ids(*acts)
    assert subjects(more[1].delete) == ids(other)
    assert subjects(lambda: Provision.objects.filter(law__in=acts).delete()) == ids(act)


def test_a_row_that_goes_over_to_another_entry_changes_both(acts):
    row = Provision.objects.create(law=acts[0], pinpoint="s 1")
    row.law = acts[1]
    assert subjects(row.save) == ids(*acts)
    assert subjects(lambda: Provision.objects.filter(pk=row.pk).update(law=acts[0])) == ids(*acts)
    assert subjects(lambda: Provision.objects.filter(pk=row.pk).update(law_id=acts[1].pk)) == ids(*acts)
    row.law = acts[0]
    assert subjects(lambda: Provision.objects.bulk_update([row], ["law"])) == ids(*acts)


def test_other_names_tell_their_theme(border):
    assert subjects(lambda: border.names.create(text="ชายแดน", language="th")) == ids(border)


def test_a_bare_entry_cannot_be_made():
    with pytest.raises(TypeError, match="not a kind of entry"):
        Entry.objects.create(title="Of no kind")
    assert schema_of(MemberState.objects.first()).name == "member"
