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
from baliportal.catalogue.schema.records import _constrained_fields, apply_record, to_record, with_relations
from baliportal.catalogue.schema.scalars import Slug
from baliportal.starter.load import load
from legislation.models import Law

from ..sampling import sample
from .record_strategies import records_of
from .schemas import ACTS, ADDED, FORMER, RELEASES, REMOVED, Release
from .strategies import WITH_DATABASE

pytestmark = [pytest.mark.django_db, pytest.mark.sampled, pytest.mark.usefixtures("stored_file")]
FULL = {
    "title": "An Act",
    "summary": "At first",
    "translation_url": "https://example.org/act-in-english",
    "provisions": [
        {"pinpoint": "s 1", "text": "One", "translation": "First"},
        {"pinpoint": "s 2", "text": "Two", "translation": "Second"},
    ],
}


@pytest.fixture(
    params=sample(RELEASES, one_in=2),
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
    """Return the law's content after the release."""
    law = {**FULL, "summary": summary}
    rows = [
        dict.fromkeys(("language", "treaty", "article", "in_force_date", "note", "source_url"), "") | row
        for row in law["provisions"]
    ]
    law["provisions"] = rows
    for place in rows if release.rows else [law]:
        if release.action == ADDED:
            place[release.name] = ""
        if release.action == REMOVED:
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
    """The deletion of a record whose kind the portal no longer has."""
    change = Change.objects.first()
    change.number, change.kind, change.subject, change.verb = change.number + 1, "invoice", "zzzzzzzz", "deleted"
    change.who, change.title, change.record = "system", "Bought", {"title": "Bought", "price": 3}
    JournalHead.reserve(1, 0)
    Change.objects.bulk_create([change])
    return change


# Any record under any change of the schema


def optional_fields(schema):
    """Every field that may be left out, as (name, field of the nested rows that hold it or "")."""
    yield from ((field.name, "") for field in schema.fields if may_be_empty(field, schema.model))
    for field in schema.fields:
        if isinstance(field.type, NestedRows):
            part = schema.model._meta.get_field(field.attribute).related_model
            yield from ((inner.name, field.name) for inner in field.type.fields if may_be_empty(inner, part))


def may_be_empty(field, model):
    """Tell whether a new row is empty in this field and no rule asks for it; a slug is made where there is none."""
    if isinstance(field.type, NestedRows | Slug):
        return isinstance(field.type, NestedRows)
    model_field = model._meta.get_field(field.attribute)
    if not model_field.blank or field.governed or field.attribute in _constrained_fields(model):
        return False
    return model_field.many_to_many or (model_field.get_default() or field.empty) == field.empty


@pytest.mark.parametrize("name", [schema.name for schema in all_schemas()])
@WITH_DATABASE
@given(data=st.data())
def test_a_stored_record_is_read_as_the_newer_schema_would_have_written_it(name, data):
    schema = named(name)
    release = Release(
        schema, data.draw(st.sampled_from(ACTS)), *data.draw(st.sampled_from(list(optional_fields(schema))))
    )
    record = data.draw(records_of(schema))
    with transaction.atomic():
        with release.before():
            thing = apply_record(schema.model(), release.known(record))
        with release.after():
            stored = Change.objects.of(thing).get()
            assert stored.record == to_record(schema.model.objects.get(pk=thing.pk))
            assert schema.canonical(stored.record) == stored.record
            assert schema.canonical_part(stored.record) == stored.record
        transaction.set_rollback(True)
