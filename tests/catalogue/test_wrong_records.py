"""A record that cannot be applied names every wrong column, and leaves nothing behind."""

import pytest
from django.db import transaction

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Change, Entry, JournalHead
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, clean_record, to_record, with_relations
from legislation.models import Law
from members.models import InformationSystem, MemberState
from resources.models import Resource
from workshops.models import Workshop

from ..files.storing import content_of, file_of

pytestmark = pytest.mark.django_db


def refused(thing, record):
    """Return the errors of a record, after checking that the attempt changed nothing."""
    pk = thing.pk
    before = state_of(type(thing), pk)
    with journal.recording(), pytest.raises(RecordInvalid) as refusal:
        apply_record(thing, record)
    assert state_of(type(thing), pk) == before
    return refusal.value.errors


def state_of(model, pk):
    return JournalHead.current(), Entry.objects.count(), pk and to_record(model.objects.get(pk=pk))


def test_every_wrong_field_is_named_at_once(law):
    errors = refused(law, {
        "date": "2551", "url": "nowhere", "summary": 5, "type": "poem", "title": "", "verified_on": "2007-08",
        "countries": ["XX"], "topics": ["no-such-theme"], "translation": "poetic", "colour": "red",
        "relations": [{"relation": "amends", "target": "law/nothing-here"}],
    })  # fmt: skip
    assert set(errors) == {
        "date", "url", "summary", "type", "title", "verified_on", "countries", "topics", "translation", "colour",
        "relations",
    }  # fmt: skip
    assert "2551 is not between" in errors["date"]
    assert "no country “XX”" in errors["countries"]
    assert "target: there is no law “nothing-here”" in errors["relations"]
    assert errors["colour"] == "is not a column of this record."


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"operator": "nobody"}, "no organisation “nobody”"),
        ({"participations": [{"country": "", "role": "pilot"}]}, "country: This field cannot be null"),
        ({"participations": [{"country": "AU", "role": ""}]}, "role: This field cannot be blank"),
        ({"participations": [{"country": "AU", "role": "guest"}]}, "role: “guest” is not one of"),
        (
            {"participations": [{"country": "AU", "role": "pilot"}, {"country": "AU", "role": "pilot", "note": "x"}]},
            "“AU | pilot |  |  | x | ”: This participation is recorded already.",
        ),
    ],
)
def test_a_wrong_part_is_named_with_its_row(record, words):
    [(column, said)] = refused(InformationSystem.objects.get(slug="rmas"), record).items()
    assert column in record
    assert words in said


def test_what_only_the_database_forbids_is_refused_in_words(law):
    assert "role the entry was verified" in refused(law, {"verified_on": "2026-01-31"})["__all__"]
    twin = {"id": Law.objects.get(slug="my-act-670-2007").public_id, "title": "A twin"}
    assert "already exists" in " ".join(refused(Law(), twin).values())
    meeting = Workshop.objects.get(slug="ad-hoc-group-9")
    assert "participant_is_a_country" in refused(meeting, {"attendances": [{"role": "speaker"}]})["attendances"]


def test_no_new_entry_is_left_behind_when_its_rows_are_wrong():
    errors = refused(Law(), {"title": "An Act", "provisions": [{"pinpoint": "s 1", "article": "5"}]})
    assert "provision_names_the_treaty_of_its_article" in errors["provisions"]


def test_a_person_can_go_on_after_a_refusal_in_the_same_act(law):
    with journal.recording(note="Import"):
        with pytest.raises(RecordInvalid):
            apply_record(law, {"summary": "Half", "countries": ["AU", "XX"]})
        apply_record(Law.objects.get(pk=law.pk), {"number": "Act 1"})
    newest = Change.objects.of(law).first()
    assert (newest.record["number"], newest.record["summary"], newest.record["countries"]) == ("Act 1", "", [])


def test_columns_are_cleaned_without_touching_the_database(django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(RecordInvalid) as refusal:
        clean_record(schema_of(Law()), {"date": "x", "url": "y", "countries": "AU", "z": 1})
    assert set(refusal.value.errors) == {"date", "url", "countries", "z"}


@pytest.mark.parametrize("target", ["topic/border-management", "law", "", "country/AU", "law/my/act"])
def test_a_link_of_any_kind_names_a_kind_and_a_slug(law, target):
    assert set(refused(law, {"relations": [{"relation": "amends", "target": target}]})) == {"relations"}


def test_an_applied_record_is_read_back_from_a_copy_with_everything_prefetched():
    member = with_relations(schema_of(MemberState.objects.first())).get(slug="my")
    for group in ("steering-group", "ad-hoc-group"):
        rows = [{"group": group, "since": "2009", "until": ""}]
        assert to_record(apply_record(member, {"groups": rows}))["groups"] == rows


def test_rows_that_came_since_the_copy_was_read_are_replaced_too():
    member = with_relations(schema_of(MemberState.objects.first())).get(slug="my")
    MemberState.objects.get(slug="my").groups.create(group="ad-hoc-group", since="2011")
    rows = [{"group": "co-chair", "since": "2010", "until": ""}]
    apply_record(member, {"groups": rows})
    assert to_record(MemberState.objects.get(slug="my"))["groups"] == rows


def test_a_file_keeps_its_bytes_when_its_row_is_renamed(stored_file):
    resource = stored_file.entry.specific
    row = to_record(resource)["files"][0]
    apply_record(resource, {"files": [row | {"name": "guide-in-english.pdf"}]})
    assert content_of(resource.files.get()) == b"Guide"


def test_a_file_whose_bytes_are_not_kept_is_refused(stored_file):
    row = to_record(stored_file.entry.specific)["files"][0]
    other = Resource.objects.create(title="Another")
    assert "no file with this fingerprint" in refused(other, {"files": [row | {"sha256": "0" * 64}]})["files"]


def test_a_refusal_within_a_transaction_leaves_it_usable(law):
    with transaction.atomic():
        refused(law, {"verified_on": "2026-01-31"})
        assert Law.objects.filter(pk=law.pk).exists()


def test_bytes_that_stand_twice_are_two_rows(stored_file):
    resource = stored_file.entry.specific
    file_of(resource, name="leitfaden.txt", language="de")
    record = to_record(resource)
    head = JournalHead.current()
    apply_record(resource, record)
    assert JournalHead.current() == head
    assert resource.files.count() == 2
