"""Two processes save one record at the same moment, many times: no saved change is lost."""

import pytest

from ...sampling import examples
from . import arena, savers

pytestmark = [pytest.mark.slow, pytest.mark.sampled, pytest.mark.django_db, pytest.mark.xdist_group("two at once")]
#: Saves by each of the two processes.
SAVES = examples(100)


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, starter_cache, tmp_path_factory):
    name = arena.new_name()
    with django_db_blocker.unblock():
        stage = arena.open_arena(tmp_path_factory.mktemp("arena"), name, starter_cache)
        try:
            yield stage
        finally:
            arena.close_arena(name)


def test_two_processes_that_save_one_record_many_times_lose_no_change(stage):
    law = stage.ask(savers.create_law)
    people = ("putri", "rahul")
    for name in people:
        stage.ask(savers.hire, name)
    at_work = [stage.start(savers.save_many, name, law, SAVES) for name in people]
    assert [saver.hears() for saver in at_work] == ["ready", "ready"]
    for saver in at_work:
        saver.tell()
    for done in range(savers.REPORT_EVERY, SAVES + 1, savers.REPORT_EVERY):
        assert [saver.hears() for saver in at_work] == [done, done]
    refused = sum(saver.hears() for saver in at_work)
    lines, versions, version = stage.ask(savers.stored_state, law)
    assert sorted(lines) == sorted(f"{name} {number}" for name in people for number in range(SAVES))
    assert [number for _, number in versions] == list(range(1, 2 * SAVES + 2))
    assert version == 2 * SAVES + 1
    assert {name: [who for who, _ in versions].count(name) for name in people} == dict.fromkeys(people, SAVES)
    assert refused > 0  # The two did collide.
