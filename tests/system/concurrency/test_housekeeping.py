"""Two processes that run housekeeping, or decide on a proposal, at the same moment have the effect of one."""

import pytest

from . import arena, deciders

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("at once")]
COUNT = 8


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, starter_cache, tmp_path_factory):
    name = arena.new_name()
    with django_db_blocker.unblock():
        stage = arena.open_arena(tmp_path_factory.mktemp("arena"), name, starter_cache)
        try:
            stage.proposal = stage.ask(deciders.prepare, COUNT)
            yield stage
        finally:
            arena.close_arena(name)


def run_together(stage, play, *args):
    crowd = [stage.start(play, *args) for _ in range(2)]
    for actor in crowd:
        assert actor.hears() == "ready"
    for actor in crowd:
        actor.tell()
    return [actor.hears() for actor in crowd]


def test_every_scheduled_move_is_made_once(stage):
    outcomes = run_together(stage, deciders.carry_out)
    assert sum(outcome.get("done", 0) for outcome in outcomes) == COUNT
    assert not any("refused" in outcome for outcome in outcomes)
    subjects = stage.ask(deciders.changed_subjects, "schedule")
    assert len(subjects) == len(set(subjects)) == COUNT


def test_a_proposal_is_accepted_once(stage):
    assert sorted(run_together(stage, deciders.decide, stage.proposal)) == ["accepted", "refused"]
    assert len(stage.ask(deciders.changed_subjects, "proposal")) == 1
