"""Allowed moves of the workflow, and the people who may make them."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.publishing import MOVES, MoveRefused, Status, move, moves_from
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


#: The workflow, written out: (from, to): (the one permission it takes, the verb in the journal).
WORKFLOW = {
    ("draft", "in-review"): ("submit_entry", "submitted"),
    ("draft", "published"): ("publish_entry", "published"),
    ("in-review", "draft"): ("submit_entry", "returned"),
    ("in-review", "published"): ("publish_entry", "published"),
    ("published", "withdrawn"): ("withdraw_entry", "withdrawn"),
    ("withdrawn", "draft"): ("publish_entry", "returned"),
    ("withdrawn", "published"): ("publish_entry", "published"),
}
#: How a draft gets to each status.
PATHS = {"draft": [], "in-review": ["in-review"], "published": ["published"], "withdrawn": ["published", "withdrawn"]}
STATUSES = ["draft", "in-review", "published", "withdrawn"]
PERMISSIONS = ["submit_entry", "publish_entry", "withdraw_entry"]


@pytest.fixture
def holder(django_user_model):
    """Make an account for every state that holds some permissions of the workflow and no others."""

    def make(*codenames):
        user = django_user_model.objects.create_user(f"holder of {codenames}")
        user.user_permissions.set(Permission.objects.filter(codename__in=["all_states", *codenames]))
        return user

    return make


def test_there_are_four_statuses_and_seven_moves():
    assert [status.value for status in Status] == STATUSES
    assert {(str(start), str(to)) for start, to in MOVES} == set(WORKFLOW)


@pytest.mark.parametrize("move_made", WORKFLOW, ids=" to ".join)
def test_each_move_takes_its_own_permission_and_no_other_and_has_its_verb(draft, holder, move_made):
    start, to = move_made
    needed, verb = WORKFLOW[move_made]
    for step in PATHS[start]:
        move(draft, to=step, by=SYSTEM)
    with pytest.raises(PermissionDenied):
        move(draft, to=to, by=holder(*(set(PERMISSIONS) - {needed})))
    assert Entry.objects.get(pk=draft.pk).status == start
    assert move(draft, to=to, by=holder(needed)).status == to
    assert Change.objects.of(draft).first().verb == verb


@pytest.mark.parametrize("start", STATUSES)
def test_no_permission_makes_a_move_that_the_workflow_lacks(draft, holder, start):
    Entry._base_manager.filter(pk=draft.pk).update(status=start)
    everything = holder(*PERMISSIONS)
    for to in STATUSES:
        if (start, to) not in WORKFLOW:
            with pytest.raises(MoveRefused):
                move(draft, to=to, by=everything)


@pytest.mark.parametrize("start", STATUSES)
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_a_person_is_offered_the_moves_that_their_permission_allows(holder, start, permission):
    offered = [to for (begin, to), (needed, _) in WORKFLOW.items() if (begin, needed) == (start, permission)]
    assert moves_from(start, holder(permission)) == offered


def test_a_move_begins_where_the_entry_stands_in_the_database_not_in_a_copy(draft, ana):
    stale = Law.objects.get(pk=draft.pk)
    move(draft, to=Status.PUBLISHED, by=ana)
    assert stale.status == Status.DRAFT
    with pytest.raises(MoveRefused, match="Published cannot become in review"):
        move(stale, to=Status.IN_REVIEW, by=ana)
    assert move(stale, to=Status.WITHDRAWN, by=ana).status == Status.WITHDRAWN


def test_a_person_publishes_nothing_that_a_check_blocks_and_a_program_does(ana):
    unsourced = Law.objects.create(title="An Act without a source")
    with pytest.raises(MoveRefused, match="No source"):
        move(unsourced, to=Status.PUBLISHED, by=ana)
    assert Entry.objects.get(pk=unsourced.pk).status == Status.DRAFT
    assert move(unsourced, to=Status.IN_REVIEW, by=ana).status == Status.IN_REVIEW
    assert move(unsourced, to=Status.PUBLISHED, by=SYSTEM).status == Status.PUBLISHED


def test_every_visitor_sees_what_is_published_for_the_public_and_nothing_else():
    made = [
        Law.objects.create(title=f"An Act {status} {visibility}", status=status, visibility=visibility)
        for status in STATUSES
        for visibility in ("public", "officials", "secretariat")
    ]
    shown = Entry.objects.published().filter(title__in=[law.title for law in made])
    assert [entry.title for entry in shown] == ["An Act published public"]


def test_a_stale_copy_never_takes_the_workflow_back(draft, ana):
    stale = Law.objects.get(pk=draft.pk)
    move(draft, to=Status.PUBLISHED, by=ana)
    stale.summary = "Edited on a copy that was read before"
    stale.save()
    assert Law.objects.get(pk=draft.pk).status == Status.PUBLISHED
