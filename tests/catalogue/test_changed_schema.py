"""A release that adds, removes or renames a field rewrites no history: the past is read under the present schema."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue import journal
from baliportal.catalogue.journal.activity import activity_of
from baliportal.catalogue.journal.history import diff, restore, revert
from baliportal.catalogue.journal.three_way_view import three_way_fields
from baliportal.catalogue.kinds import all_schemas, named
from baliportal.catalogue.models import Change, Entry, JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import apply_record, to_record, with_relations
from baliportal.catalogue.schema.scalars import Slug
from baliportal.starter.load import load
from legislation.models import Law

from .made_up import made_up_records
from .schemas import ADDED, FORMER, REMOVED, RENAMED, Release
from .strategies import WITH_DATABASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_file")]
ACTS = (ADDED, REMOVED, RENAMED)
FULL = {
    "title": "An Act",
    "summary": "At first",
    "commencement_note": "In stages",
    "provisions": [
        {"pinpoint": "s 1", "text": "One", "translation": "First"},
        {"pinpoint": "s 2", "text": "Two", "translation": "Second"},
    ],
}


@pytest.fixture(
    params=[(act, *where) for act in ACTS for where in (("commencement_note",), ("translation", "provisions"))],
    ids=lambda given: " ".join(reversed(given)),
)
def release(request):
    return Release(named("law"), *request.param)


@pytest.fixture
def law(release):
    """A published law that was written, and changed once, before the release."""
    with release.before():
        law = apply_record(Law(), release.known(FULL))
        move(law, to=Status.PUBLISHED, by=journal.SYSTEM)
        apply_record(law, {"summary": "Later"})
    return Law.objects.get(pk=law.pk)


def again(law):
    return with_relations(named("law")).get(pk=law.pk)


def expected(release, summary="Later"):
    """What of the law's content is left after the release."""
    law = {**FULL, "summary": summary}
    rows = [dict.fromkeys(("language", "treaty", "article", "in_force_date"), "") | row for row in law["provisions"]]
    law["provisions"] = rows
    for place in rows if release.rows else [law]:
        if release.act == ADDED:
            place[release.name] = ""
        if release.act == REMOVED:
            del place[release.name]
    return law


def content(record):
    return {name: record[name] for name in FULL if name in record}


def test_it_writes_no_history_and_moves_no_number(release, law):
    with release.after():
        before = JournalHead.numbers(), again(law).version
        again(law).save()
        apply_record(again(law), to_record(again(law)))
        Entry.objects.filter(pk=law.pk).update(doubt=law.doubt)
        assert set(load()) == {"unchanged"}
        assert (JournalHead.numbers(), again(law).version) == before


def test_the_newest_change_says_what_the_record_says(release, law):
    with release.after():
        newest = Change.objects.of(law).first()
        assert newest.record == to_record(again(law))
        assert content(newest.record) == expected(release)
        assert diff(newest.record, to_record(again(law)), "law") == []


def test_history_tells_of_the_acts_and_not_of_the_release(release, law):
    with release.after():
        assert [act.sentence for act in activity_of(Change.objects.of(law))] == [
            "System changed summary", "System published", "System created",
        ]  # fmt: skip
        created = activity_of(Change.objects.of(law))[-1]
        assert FORMER not in {field.label for field in created.differences}


def test_the_way_back_works(release, law):
    with release.after():
        revert(again(law), to=Change.objects.of(law).last(), by=journal.SYSTEM)
        assert content(to_record(again(law))) == expected(release, "At first")
        assert [act.sentence for act in activity_of(Change.objects.of(law)[:1])] == [
            "System went back to an earlier version: summary"
        ]


def test_what_was_deleted_before_it_comes_back_after_it(release, law):
    with release.before():
        law.delete()
    with release.after():
        back = restore(Change.objects.filter(subject=law.public_id).first(), by=journal.SYSTEM)
        assert content(to_record(again(back))) == expected(release)


def test_two_edits_side_by_side_differ_in_nothing_else(release, law):
    with release.after():
        base = Change.objects.of(law).first().record
        theirs = to_record(again(law)) | {"summary": "Theirs"}
        fields = three_way_fields("law", base, theirs, base | {"title": "Mine"})
        assert {field.name for field in fields} == {"summary", "title"}


def test_the_row_of_the_journal_stays_as_it_was_written(release, law):
    with release.before():
        written = Change.objects.of(law).first()
        assert written.stored_record == written.record == to_record(again(law))
    with release.after():
        assert Change.objects.of(law).first().stored_record == written.stored_record


def test_a_kind_that_is_no_more_has_a_history_still(law_of_a_gone_kind):
    [act] = activity_of([law_of_a_gone_kind])
    assert act.sentence == "System deleted"
    assert law_of_a_gone_kind.record == {"title": "Bought", "price": 3}
    assert [(f.label, f.after) for f in diff(None, law_of_a_gone_kind.record, "invoice")] == [
        ("title", "Bought"), ("price", "3"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="of a kind that there still is"):
        restore(law_of_a_gone_kind, by=journal.SYSTEM)


@pytest.fixture
def law_of_a_gone_kind(db):
    """What the journal has of a thing whose kind the portal has no more."""
    change = Change.objects.first()
    change.number, change.kind, change.subject, change.verb = change.number + 1, "invoice", "zzzzzzzz", "deleted"
    change.who, change.title, change.record = "system", "Bought", {"title": "Bought", "price": 3}
    JournalHead.reserve(1, 0)
    Change.objects.bulk_create([change])
    return change


# Whatever the record, whatever the change


def places(form):
    """Every column that may be left out, as (name, column of the rows in which it stands or "")."""
    yield from ((column.name, "") for column in form.fields if may_be_empty(column, form.model))
    for column in form.fields:
        if isinstance(column.type, NestedRows):
            part = form.model._meta.get_field(column.attribute).related_model
            yield from ((inner.name, column.name) for inner in column.type.fields if may_be_empty(inner, part))


def may_be_empty(column, model):
    """Whether a new row says nothing in this column, and goes on saying nothing: an address is made for it."""
    if isinstance(column.type, NestedRows | Slug):
        return isinstance(column.type, NestedRows)
    field = model._meta.get_field(column.attribute)
    if not field.blank or field.unique or column.governed:
        return False
    return field.many_to_many or (field.get_default() or column.empty) == column.empty


@pytest.mark.parametrize("name", [form.name for form in all_schemas()])
@WITH_DATABASE
@given(data=st.data())
def test_a_stored_record_is_read_as_the_newer_schema_would_have_written_it(name, data):
    form = named(name)
    release = Release(form, data.draw(st.sampled_from(ACTS)), *data.draw(st.sampled_from(list(places(form)))))
    record = data.draw(made_up_records(form))
    with transaction.atomic():
        with release.before():
            thing = apply_record(form.model(), release.known(record))
        with release.after():
            stored = Change.objects.of(thing).get()
            assert stored.record == to_record(form.model.objects.get(pk=thing.pk))
            assert form.canonical(stored.record) == stored.record
            assert form.canonical_part(stored.record) == stored.record
        transaction.set_rollback(True)
