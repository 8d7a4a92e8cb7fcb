"""Imports: previewed row by row before anything is changed, then written by users who may; adding never updates."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Change, Country, JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.imports.errors import BatchRefused
from baliportal.imports.models import Batch, BatchLine, Verdict
from baliportal.imports.permissions import admin_of
from baliportal.imports.preview import check_batch, check_slice
from baliportal.imports.upload import upload
from legislation.models import Law
from tests.stored_records import reloaded

from ..editorial.desk_work import (
    brought,
    edited,
    errors_of,
    outcomes,
    previewed,
    request_of,
    saved,
    table_of,
    taken_out,
    written,
)

pytestmark = pytest.mark.django_db


def test_a_preview_changes_nothing(laws, file, putri):
    head = JournalHead.current()
    batch = brought(
        "law", edited(file, {(0, "title"): "New", (1, "id"): "", (1, "version"): "", (1, "slug"): ""}), putri
    )
    assert outcomes(batch) == {"added": 1, "changed": 1, "unchanged": 2}
    assert JournalHead.current() == head
    assert Law.objects.filter(title="New").count() == 0


def test_a_batch_writes_one_change_for_each_record_under_its_name(laws, file, putri):
    changed = edited(file, {(0, "title"): "New", (0, "topics"): "extradition", (1, "summary"): "Said anew"})
    batch = brought("law", changed, putri, note="From the gazette")
    assert written(batch, putri) == 2
    lines = Change.objects.filter(batch=f"import {batch.pk}")
    assert {(line.who, line.route, line.verb, line.note) for line in lines} == {
        ("putri", "import", "changed", "From the gazette")
    }
    assert lines.count() == 2
    assert (reloaded(laws[0]).title, reloaded(laws[0]).topics.get().slug) == ("New", "extradition")
    assert not BatchLine.objects.filter(batch=batch).exists()


def test_a_row_without_an_id_adds_a_draft_and_one_with_a_strange_id_is_an_error(laws, file, putri):
    table = table_of(file)
    blank = ["" for _ in table[0]]
    new, strange = blank.copy(), blank.copy()
    new[table[0].index("title")] = strange[table[0].index("title")] = "A new Act"
    strange[0] = "zzzzzzzz"
    batch = brought("law", saved([table[0], new, strange]), putri)
    assert outcomes(batch) == {"added": 1, "error": 1}
    assert "There is no record with the id “zzzzzzzz”" in errors_of(batch)[3]
    written(batch, putri)
    added = Law.objects.get(title="A new Act")
    assert (added.status, added.slug) == (Status.DRAFT, "a-new-act")
    assert Change.objects.of(added).get().verb == "created"


def test_a_repeated_id_is_an_error_in_both_rows(laws, file, putri):
    table = table_of(file)
    batch = brought("law", saved([*table, table[1]]), putri)
    assert outcomes(batch) == {"error": 2, "unchanged": 3}
    assert "rows 2, 6" in errors_of(batch)[2]


def test_a_row_that_lost_its_id_is_not_taken_for_a_new_one(laws, file, putri):
    batch = brought("law", edited(file, {(0, "id"): ""}), putri)
    assert "version but no id" in errors_of(batch)[2]


def test_the_id_of_something_else_or_of_something_deleted_is_named(laws, file, putri):
    treaty = Change.objects.filter(kind="treaty").first()
    laws[1].delete()
    batch = brought("law", edited(file, {(0, "id"): treaty.subject}), putri)
    assert treaty.title in errors_of(batch)[2]
    assert "was deleted on" in errors_of(batch)[3]


def test_columns_that_the_file_lacks_stay_and_empty_cells_empty(laws, putri):
    content = saved([["id", "summary"], [laws[0].public_id, ""]])
    batch = brought("law", content, putri)
    assert any("no column “version”" in notice for notice in batch.notices)
    written(batch, putri)
    assert (reloaded(laws[0]).summary, reloaded(laws[0]).title, reloaded(laws[0]).slug) == ("", "Act 0", laws[0].slug)


def test_governed_columns_are_ignored_with_a_note(laws, file, putri):
    batch = brought("law", edited(file, {(0, "status"): "published"}), putri)
    assert outcomes(batch) == {"unchanged": 4}
    assert "“published” is passed over" in batch.verdicts.get(line=2).notes[0]


def test_rows_that_want_a_taken_address_get_the_first_free_one_and_the_preview_says_which(laws, file, putri):
    batch = brought(
        "law", edited(file, {(0, "slug"): "the-act", (1, "slug"): "the-act", (2, "slug"): laws[3].slug}), putri
    )
    assert outcomes(batch) == {"changed": 3, "unchanged": 1}
    notes = dict(batch.verdicts.values_list("line", "notes"))
    assert notes[2] == []
    assert notes[3] == ["The address “the-act” is taken, so this record has the address “the-act-2”."]
    assert notes[4] == ["The address “act-3” is taken, so this record has the address “act-3-2”."]
    written(batch, putri)
    assert [reloaded(law).slug for law in laws] == ["the-act", "the-act-2", "act-3-2", "act-3"]


def test_an_address_that_is_taken_between_preview_and_writing_gets_a_suffix(laws, file, putri):
    batch = brought("law", edited(file, {(1, "slug"): "wanted"}), putri)
    Law.objects.create(title="Another", slug="wanted")
    assert written(batch, putri) == 1
    assert reloaded(laws[1]).slug == "wanted-2"
    assert "“wanted-2”" in batch.verdicts.get(line=3).notes[-1]


def test_errors_name_the_cell_and_the_reason(laws, file, putri):
    wrong = {(0, "topics"): "extraditon", (1, "countries"): "XX", (2, "date"): "2007-13", (3, "legal_status"): "valid"}
    errors = errors_of(brought("law", edited(file, wrong), putri))
    assert "topics (column Y): there is no theme “extraditon”." in errors[2]
    assert "there is no country “XX”" in errors[3]
    assert "There is no month 13" in errors[4]
    assert "“valid” is not one of" in errors[5]


def test_an_invalid_row_does_not_affect_the_others(laws, file, putri):
    batch = brought("law", edited(file, {(0, "date"): "2007-13", (1, "title"): "Good"}), putri)
    written(batch, putri)
    assert (reloaded(laws[0]).date, reloaded(laws[1]).title) == (None, "Good")


# Who may


def test_a_published_record_is_not_changed_by_a_user_who_may_not_publish(laws, file, putri, ana):
    move(laws[0], to=Status.PUBLISHED, by=ana)
    changed = edited(taken_out("law", [law.pk for law in laws]), {(0, "title"): "New", (1, "title"): "New"})
    assert "you may not publish" in errors_of(brought("law", changed, putri))[2]
    assert outcomes(brought("law", changed, ana)) == {"changed": 2, "unchanged": 2}


def test_what_was_published_since_the_preview_is_refused(laws, file, putri, ana):
    batch = brought("law", edited(file, {(0, "title"): "New"}), putri)
    move(laws[0], to=Status.PUBLISHED, by=ana)
    with pytest.raises(BatchRefused):
        written(batch, putri)


def test_a_user_who_may_only_read_gets_an_error_in_each_row(laws, file, rahul):
    batch = brought("law", edited(file, {(0, "title"): "New", (1, "id"): "", (1, "version"): ""}), rahul)
    assert "You may not change this record." in errors_of(batch)[2]
    assert "You may not add" in errors_of(batch)[3]


# Slices


def test_an_interrupted_preview_continues_where_it_stopped(laws, file, putri, monkeypatch):
    monkeypatch.setattr("baliportal.imports.preview.SLICE", 3)
    batch = upload(SimpleUploadedFile("laws.csv", edited(file, {(3, "title"): "New"})), schema=named("law"), by=putri)
    model_admin, request = admin_of("law"), request_of(putri)
    batch = check_slice(batch.pk, model_admin, request)
    assert (batch.state, Verdict.objects.filter(batch=batch).count()) == (Batch.State.CHECKING, 3)
    batch = check_batch(batch, model_admin, request)
    assert (batch.state, outcomes(batch)) == (Batch.State.READY, {"changed": 1, "unchanged": 3})
    assert check_batch(batch, model_admin, request).place == batch.place


def test_checking_a_row_costs_no_query_of_its_own_when_nothing_differs(laws, putri, django_assert_max_num_queries):
    many = [Law.objects.create(title=f"Further {number}") for number in range(60)]
    for law in many:
        law.countries.add(Country.objects.get(code="MY"))
    content = taken_out("law", [law.pk for law in many])
    batch = upload(SimpleUploadedFile("laws.csv", content), schema=named("law"), by=putri)
    with django_assert_max_num_queries(30):
        batch = previewed(batch, putri)
    assert outcomes(batch) == {"unchanged": 60}
