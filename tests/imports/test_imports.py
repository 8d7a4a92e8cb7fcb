"""Imports: previewed before anything is changed, adding never updates, and written batches can be undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Change, Country, JournalHead, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.imports.errors import BatchRefused, FileRefused
from baliportal.imports.models import Batch, BatchLine, Verdict
from baliportal.imports.permissions import admin_of
from baliportal.imports.preview import check_batch, check_slice, restart_check
from baliportal.imports.upload import upload
from legislation.models import Law

from ..editorial.desk_work import (
    brought,
    edited,
    errors_of,
    fields_of,
    outcomes,
    previewed,
    request_of,
    saved,
    table_of,
    taken_out,
    undone,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def laws(db):
    return [
        Law.objects.create(title=f"Act {number}", summary=f"Summary {number}", source_note="Gazette")
        for number in range(4)
    ]


@pytest.fixture
def file(laws):
    return taken_out("law", [law.pk for law in laws])


def reloaded(law):
    return Law.objects.get(pk=law.pk)


# Adding, changing, nothing


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
    assert "topics (column V): there is no theme “extraditon”." in errors[2]
    assert "there is no country “XX”" in errors[3]
    assert "There is no month 13" in errors[4]
    assert "“valid” is not one of" in errors[5]


def test_an_invalid_row_does_not_affect_the_others(laws, file, putri):
    batch = brought("law", edited(file, {(0, "date"): "2007-13", (1, "title"): "Good"}), putri)
    written(batch, putri)
    assert (reloaded(laws[0]).date, reloaded(laws[1]).title) == (None, "Good")


# What was changed here meanwhile


def test_only_fields_that_both_changed_differently_conflict(laws, file, putri, ana):
    apply_record(reloaded(laws[0]), {"title": "Changed here", "doubt": "Doubted here"})
    apply_record(reloaded(laws[1]), {"title": "Changed here"})
    apply_record(reloaded(laws[2]), {"title": "The same"})
    mine = {(0, "summary"): "Changed in the file", (1, "title"): "Changed in the file", (2, "title"): "The same"}
    batch = brought("law", edited(file, mine), ana)
    assert outcomes(batch) == {"changed": 1, "conflict": 1, "unchanged": 2}
    assert fields_of(batch)[2, "summary"] == ("Summary 0", "Changed in the file")
    fields = batch.verdicts.get(line=3).fields
    assert [(field["taken_out"], field["before"], field["after"]) for field in fields] == [
        ("Act 1", "Changed here", "Changed in the file")
    ]
    written(batch, ana)
    assert reloaded(laws[0]).title == "Changed here"
    assert reloaded(laws[0]).summary == "Changed in the file"
    assert reloaded(laws[1]).title == "Changed here"


def test_a_conflict_is_written_over_only_when_somebody_says_so(laws, file, ana):
    apply_record(reloaded(laws[1]), {"title": "Changed here"})
    batch = brought("law", edited(file, {(1, "title"): "Changed in the file"}), ana)
    with pytest.raises(BatchRefused, match="No row is chosen"):
        written(batch, ana)
    batch.verdicts.filter(outcome="conflict").update(chosen=True)
    written(batch, ana)
    assert reloaded(laws[1]).title == "Changed in the file"


def test_a_version_that_is_not_of_this_record_is_an_error(laws, file, putri):
    batch = brought("law", edited(file, {(0, "version"): "1", (0, "title"): "New"}), putri)
    assert "version: 1 is no version of this record" in errors_of(batch)[2]


def test_a_change_after_the_preview_stops_the_whole_batch_and_is_named(laws, file, putri):
    batch = brought("law", edited(file, {(0, "title"): "New", (1, "title"): "New too"}), putri)
    apply_record(reloaded(laws[1]), {"doubt": "Somebody was quicker"})
    head = JournalHead.current()
    with pytest.raises(BatchRefused) as refused:
        written(batch, putri)
    assert [(verdict.line, words) for verdict, words in refused.value.rows] == [
        (3, "It was changed since the preview.")
    ]
    assert JournalHead.current() == head
    assert reloaded(laws[0]).title == "Act 0"
    assert batch.verdicts.get(line=3).outcome == "error"
    restart_check(batch)
    batch = previewed(batch, putri)
    assert outcomes(batch) == {"changed": 2, "unchanged": 2}
    assert written(batch, putri) == 2


def test_a_batch_is_written_once(laws, file, putri):
    batch = brought("law", edited(file, {(0, "title"): "New"}), putri)
    written(batch, putri)
    with pytest.raises(BatchRefused, match="written"):
        written(batch, putri)


def test_a_row_that_is_no_longer_valid_leaves_nothing_written(laws, file, putri):
    theme = Topic.objects.create(slug="fleeting", label="Fleeting")
    batch = brought("law", edited(file, {(0, "title"): "New", (1, "topics"): "fleeting"}), putri)
    theme.delete()
    with pytest.raises(BatchRefused):
        written(batch, putri)
    assert reloaded(laws[0]).title == "Act 0"
    assert "there is no theme “fleeting”" in errors_of(batch)[3]


# Back


def test_undoing_restores_everything_and_is_recorded_in_the_history(laws, file, putri):
    laws[0].topics.add(Topic.objects.get(slug="extradition"))
    before = to_record(reloaded(laws[0]))
    content = edited(taken_out("law", [law.pk for law in laws]), {
        (0, "topics"): "", (0, "countries"): "MY", (0, "title"): "New", (1, "id"): "", (1, "version"): "", (1, "slug"): "",
    })  # fmt: skip
    batch = brought("law", content, putri)
    written(batch, putri)
    added = Change.objects.get(batch=batch.name, verb="created")
    assert undone(batch, putri) == (2, [])
    assert to_record(reloaded(laws[0])) == before
    assert not Law.objects.filter(public_id=added.subject).exists()
    lines = Change.objects.filter(batch=f"undo of import {batch.pk}")
    assert {line.verb for line in lines} == {"reverted", "deleted"}
    with pytest.raises(BatchRefused):
        undone(batch, putri)


def test_undoing_leaves_and_reports_records_edited_since(laws, file, putri):
    batch = brought("law", edited(file, {(0, "title"): "New", (1, "title"): "New too"}), putri)
    written(batch, putri)
    apply_record(reloaded(laws[0]), {"doubt": "Edited since"})
    assert undone(batch, putri) == (1, [("New", "edited since")])
    assert (reloaded(laws[0]).title, reloaded(laws[1]).title) == ("New", "Act 1")


def test_undoing_leaves_and_reports_an_added_record_that_another_refers_to(laws, putri):
    batch = brought("law", saved([["id", "title"], ["", "An Act to be named"]]), putri)
    written(batch, putri)
    added = Law.objects.get(title="An Act to be named")
    laws[0].relations.create(relation="amends", target=added.entry_ptr)
    with pytest.raises(BatchRefused) as refused:
        undone(batch, putri)
    assert refused.value.rows[0][0] == "An Act to be named"
    assert Law.objects.filter(pk=added.pk).exists()


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


# Files that are no tables


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,titel\n,x\n", "Did you mean “title”?"),
        (b"id,title,title\n,x,y\n", "stands there twice"),
        (b"a,b\n1,2\n", "no column “a”"),
        (b"", "names no column"),
        (b"id,title\n", "no rows"),
        (b'id,title\n,"x\n', "Row 2 cannot be read"),
        (b"PK\x03\x04\0\0\0\0", "zero bytes"),
    ],
)
def test_a_file_that_is_no_table_of_this_kind_is_refused_with_a_message_and_leaves_nothing(content, words, putri):
    with pytest.raises(FileRefused, match=words):
        brought("law", content, putri)
    assert not Batch.objects.exists()


@pytest.mark.parametrize("name", ["laws.xls", "laws.ods", "laws", "laws.pdf"])
def test_other_formats_are_refused_with_advice(name, putri):
    with pytest.raises(FileRefused, match="Save it as XLSX or as CSV UTF-8"):
        brought("law", b"x", putri, name)


def test_public_files_come_back_too_and_labels_are_names(laws, putri):
    content = saved([["kind", "page", "Permanent id", "TITLE"], ["law", "https://x/e/1/", laws[0].public_id, "New"]])
    assert fields_of(brought("law", content, putri)) == {(2, "title"): ("Act 0", "New")}


def test_a_row_longer_than_its_header_is_an_error_and_a_shorter_one_is_empty_there(laws, putri):
    content = saved([["id", "title", "doubt"], [laws[0].public_id, "Act 0", "", "more"], [laws[1].public_id, "New"]])
    batch = brought("law", content, putri)
    assert "under no column name" in errors_of(batch)[2]
    assert fields_of(batch) == {(3, "title"): ("Act 1", "New")}


def test_characters_that_no_database_stores_are_errors_at_their_cell(laws, putri):
    content = b"id,title\n" + b",A sound title\n" * 5 + b",a\0b\n"
    assert "not text" in errors_of(brought("law", content, putri))[7]


def test_a_sheet_that_never_ends_is_refused(laws, putri, monkeypatch):
    monkeypatch.setattr("baliportal.imports.upload.LAST_ROW", 50)
    with pytest.raises(FileRefused, match="below row 50"):
        brought("law", b"id,title\n" + b",\n" * 60, putri)
    monkeypatch.setattr("baliportal.imports.upload.MAX_ROWS", 3)
    with pytest.raises(FileRefused, match="more than 3 rows"):
        brought("law", b"id,title\n" + b",x\n" * 5, putri)
    assert not Batch.objects.exists()


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
