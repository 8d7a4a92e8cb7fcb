"""Where an entry may go, and who may take it there."""

import pytest
from django.core.exceptions import PermissionDenied

from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.publishing import MOVES, MoveRefused, Status, move
from legislation.models import Law

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return Law.objects.create(title="An Act to test the workflow", source_note="The gazette")


def test_a_move_changes_the_status_and_leaves_one_line(draft, ana):
    before = Change.objects.of(draft).count()
    move(draft, to=Status.PUBLISHED, by=ana, note="Checked against the gazette")
    change = Change.objects.of(draft).first()
    assert Entry.objects.published().filter(pk=draft.pk).exists()
    assert Change.objects.of(draft).count() == before + 1
    assert (change.verb, change.who, change.route, change.note) == (
        "published", "ana", "form", "Checked against the gazette",
    )  # fmt: skip
    assert change.record["status"] == "published"


def test_who_may_not_publish_is_refused_and_nothing_changes(draft, putri):
    with pytest.raises(PermissionDenied, match="putri"):
        move(draft, to=Status.PUBLISHED, by=putri)
    assert Law.objects.get(pk=draft.pk).status == Status.DRAFT


@pytest.mark.parametrize("start", Status)
@pytest.mark.parametrize("to", Status)
def test_only_the_moves_of_the_table_are_possible(draft, ana, start, to):
    Entry._base_manager.filter(pk=draft.pk).update(status=start)
    if (start, to) in MOVES:
        assert move(draft, to=to, by=ana).status == to
    else:
        with pytest.raises(MoveRefused):
            move(draft, to=to, by=ana)


def test_a_stale_copy_never_takes_the_workflow_back(draft, ana):
    stale = Law.objects.get(pk=draft.pk)
    move(draft, to=Status.PUBLISHED, by=ana)
    stale.summary = "Edited on a copy that was read before"
    stale.save()
    assert Law.objects.get(pk=draft.pk).status == Status.PUBLISHED
