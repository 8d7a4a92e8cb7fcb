"""Records changed since they were exported, previewed or written: conflicts, refused batches, undo."""

import pytest

from baliportal.catalogue.models import Change, JournalHead, Topic
from baliportal.catalogue.schema.records import apply_record, to_record
from baliportal.imports.errors import BatchRefused
from baliportal.imports.preview import restart_check
from legislation.models import Law
from tests.stored_records import reloaded

from ..editorial.desk_work import (
    brought,
    edited,
    errors_of,
    fields_of,
    outcomes,
    previewed,
    saved,
    taken_out,
    undone,
    written,
)

pytestmark = pytest.mark.django_db


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


# Undo


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
