"""The journal in sentences, versions that go on, and what nobody can do to it."""

import pytest
from django.db import DatabaseError, connection, transaction

from baliportal.catalogue import journal
from baliportal.catalogue.journal.activity import activity_of
from baliportal.catalogue.journal.history import restore, revert
from baliportal.catalogue.journal.locking import StaleVersion, changes_since, check_not_stale, current_version
from baliportal.catalogue.models import Change, DeletedRecord, Entry, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from legislation.models import Law, LawRelation
from tests.append_only import put_back

pytestmark = pytest.mark.django_db


def sentence(thing):
    return activity_of(Change.objects.of(thing)[:1])[0].sentence


def edit(thing, by, **record):
    with journal.recording(by=by):
        return apply_record(thing, record)


def test_every_act_is_one_readable_line(law, ana, rahul):
    assert sentence(law) == "System created"
    edit(law, rahul, title="Another title", topics=["extradition", "border-management"])
    assert sentence(law) == "Rahul changed title and themes (2 added)"
    edit(law, rahul, title="A third", date="2007", summary="S", doubt="D", url="https://example.org", language="en")
    assert sentence(law) == "Rahul changed title, language, enacted, summary and 2 more fields"
    edit(law, rahul, topics=["extradition"])
    assert sentence(law) == "Rahul changed themes (1 removed)"
    move(law, to=Status.IN_REVIEW, by=ana)
    assert sentence(law) == "Ana submitted for review"
    move(law, to=Status.PUBLISHED, by=journal.SYSTEM)
    move(law, to=Status.WITHDRAWN, by=journal.SYSTEM)
    assert sentence(law) == "System withdrew"
    move(law, to=Status.PUBLISHED, by=ana)
    assert sentence(law) == "Ana published"
    revert(law, to=Change.objects.of(law).last(), by=ana)
    assert sentence(law).startswith("Ana went back to an earlier version: title, language,")


def test_an_import_is_named_by_its_number_and_its_person_stays_known(law, putri):
    with journal.recording(by=putri, route="import", batch="import 12"):
        apply_record(law, {"title": "T", "summary": "S", "doubt": "D"})
    [act] = activity_of(Change.objects.of(law)[:1])
    assert (act.sentence, act.route_text) == ("Import 12 changed title, summary and known doubts", "by putri")


def test_rows_and_list_items_are_told_whole(law):
    LawRelation.objects.create(law=law, relation="repeals", target=Entry.objects.get(slug="my-passports-1966"))
    [act] = activity_of(Change.objects.of(law)[:1])
    [field] = act.differences
    assert (field.removed, field.added) == ([], ["Relation: repeals · To: law/my-passports-1966"])
    assert act.sentence == "System changed relations (1 added)"


def test_what_the_schema_no_longer_has_is_as_if_it_had_never_been(law):
    with journal.recording():
        apply_record(law, {"title": "Newer"})
    old = Change.objects.of(law).first()
    old.record = old.stored_record | {"relations": [{"gone": "x"}, "y"], "topics": "x", "left": {"a": 1}}
    [act] = activity_of([old])
    assert [field.name for field in act.differences] == ["title"]


def test_versions_go_on_after_a_restoration(law, ana):
    edit(law, ana, title="Second")
    public_id = law.public_id
    law.delete()
    gone = Change.objects.first()
    assert DeletedRecord.objects.filter(subject=public_id).count() == 1
    back = restore(gone, by=ana)
    assert (back.public_id, Entry.objects.get(pk=back.pk).version) == (public_id, 3)
    assert [change.version for change in Change.objects.of(back)] == [3, 2, 2, 1]
    assert not DeletedRecord.objects.filter(subject=public_id).exists()


def test_terms_of_a_vocabulary_have_versions_too(ana):
    topic = Topic.objects.create(slug="new-theme", label="A new theme")
    edit(topic, ana, label="A newer theme")
    topic.delete()
    back = restore(Change.objects.first(), by=ana)
    assert [change.version for change in Change.objects.of(back)] == [3, 2, 2, 1]


def test_a_batch_is_one_line_and_so_is_each_act_outside_batches(law):
    laws = [Law.objects.create(title=f"Law {number}") for number in range(3)]
    with journal.recording(route="import", batch="7"):
        Law.objects.filter(pk__in=[each.pk for each in laws]).update(summary="By import")
    start = current_version(law)
    changes = Change.objects.filter(number__gte=start).one_per_batch()
    assert [change.batch for change in changes.order_by("number")] == ["", "", "", "", "7"]
    assert changes.filter(kind="law").one_per_batch().count() == 5


def test_whoever_saw_the_newest_state_may_act_and_nobody_else(law, rahul):
    seen = current_version(law)
    assert changes_since(law, seen) == []
    edit(law, rahul, title="Newer")
    with pytest.raises(StaleVersion, match="Rahul changed title"), transaction.atomic():
        check_not_stale(law, seen)
    for nothing in (None, 0, 10**9, current_version(Topic.objects.first())):
        assert len(changes_since(law, nothing)) == 2
    check_not_stale(law, current_version(law))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_to_empty_the_journal():
    with connection.cursor() as cursor:
        put_back(connection, "catalogue_change")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE catalogue_change")
