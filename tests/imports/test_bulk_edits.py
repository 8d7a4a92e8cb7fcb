"""Bulk edits of one field: previewed, written and undone like an import."""

import pytest

from baliportal.catalogue.kinds import all_schemas, named
from baliportal.catalogue.models import Change, Country, Topic
from baliportal.catalogue.schema.scalars import InvalidValue
from baliportal.imports import bulk_edit
from baliportal.imports.bulk_edit import begin_bulk_edit, choose_change, editable_fields, operations_of
from legislation.models import Law

from ..editorial.desk_work import errors_of, fields_of, outcomes, previewed, undone, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def laws(db):
    made = [Law.objects.create(title=f"Act {number}") for number in range(3)]
    made[0].topics.set(Topic.objects.filter(slug__in=["extradition", "people-smuggling"]))
    made[1].countries.add(Country.objects.get(code="MY"))
    return made


def bulk_edit_of(laws, user, column, act, text):
    batch = begin_bulk_edit(
        Law.objects.filter(pk__in=[law.pk for law in laws]).order_by("pk"), schema=named("law"), by=user
    )
    choose_change(batch, field_name=column, operation=act, text=text)
    return previewed(batch, user)


def topics_of(laws):
    return [sorted(law.topics.values_list("slug", flat=True)) for law in laws]


@pytest.mark.parametrize(
    ("act", "text", "before_and_after", "then"),
    [
        ("add", "extradition", {3: "extradition", 4: "extradition"}, ["extradition;people-smuggling", "extradition", "extradition"]),
        ("remove", "extradition", {2: "people-smuggling"}, ["people-smuggling", "", ""]),
        ("replace", "", {2: ""}, ["", "", ""]),
        ("replace", "extradition", dict.fromkeys((2, 3, 4), "extradition"), ["extradition"] * 3),
    ],
)  # fmt: skip
def test_lists_are_added_to_removed_from_and_replaced_and_the_undo_restores_them(
    laws, putri, act, text, before_and_after, then
):
    before = topics_of(laws)
    batch = bulk_edit_of(laws, putri, "topics", act, text)
    changed = {line - 1: after for (line, _), (_, after) in fields_of(batch).items()}
    assert changed == {line - 1: after for line, after in before_and_after.items()} or changed == {
        line - 2: after for line, after in before_and_after.items()
    }
    assert topics_of(laws) == before
    written(batch, putri)
    assert [";".join(slugs) for slugs in topics_of(laws)] == then
    lines = Change.objects.filter(batch=f"bulk edit {batch.pk}")
    assert {(line.route, line.verb, line.who) for line in lines} == {("form", "changed", "putri")}
    undone(batch, putri)
    assert set(Change.objects.filter(batch=batch.undo_name).values_list("route", flat=True)) == {"form"}
    assert topics_of(laws) == before


def test_rows_of_a_record_can_be_added_and_removed_too(laws, putri):
    written(bulk_edit_of(laws, putri, "provisions", "add", "s 1 | A person who traffics | en"), putri)
    assert [law.provisions.get().pinpoint for law in laws] == ["s 1"] * 3
    batch = bulk_edit_of(laws, putri, "provisions", "remove", "s 1 | A person who traffics | en")
    assert outcomes(batch) == {"changed": 3}


def test_the_title_of_a_bulk_edit_describes_its_change(laws, putri):
    batch = bulk_edit_of(laws, putri, "legal_status", "replace", "in-force")
    assert batch.what == "Legal status: replace by “in-force” in 3 laws"


def test_a_value_that_is_invalid_for_some_records_is_an_error_in_those_only(laws, putri):
    laws[0].date = "2010"
    laws[0].save()
    batch = bulk_edit_of(laws, putri, "repealed_date", "replace", "2009")
    assert outcomes(batch) == {"changed": 2, "error": 1}
    assert "repealed before it is enacted" in " ".join(errors_of(batch).values())


@pytest.mark.parametrize(
    ("column", "act", "text", "words"),
    [
        ("topics", "add", "", "Say what is to be added"),
        ("topics", "add", "extraditon", "there is no theme"),
        ("title", "add", "x", "can only be replaced"),
        ("date", "replace", "14/04/09", "two digits"),
        ("legal_status", "replace", "valid", "is not one of"),
    ],
)
def test_an_invalid_change_is_refused_before_the_preview(laws, putri, column, act, text, words):
    with pytest.raises(InvalidValue, match=words):
        bulk_edit_of(laws, putri, column, act, text)


def test_status_and_slug_cannot_be_bulk_edited():
    names = {column.name for form in all_schemas() for column in editable_fields(form)}
    assert not names & {"id", "status", "slug"}
    assert operations_of(named("law").field("title")) == ["replace"]


def test_too_many_records_are_refused_and_nothing_is_stored(laws, putri, monkeypatch):
    monkeypatch.setattr(bulk_edit, "MAX_ROWS", 2)
    with pytest.raises(ValueError, match="More than 2"):
        begin_bulk_edit(Law.objects.all(), schema=named("law"), by=putri)
