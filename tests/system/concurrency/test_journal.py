"""The journal under many writers: real processes and threads, on the engine that the suite runs on."""

import pytest

from ...starter.folder import Folder
from . import actors, arena

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("concurrency")]


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, starter_cache, tmp_path_factory):
    name = arena.new_name()
    with django_db_blocker.unblock():
        stage = arena.open_arena(tmp_path_factory.mktemp("arena"), name, starter_cache)
        try:
            stage.first_loads = load_twice_at_once(stage, tmp_path_factory.mktemp("starter"))
            yield stage
        finally:
            arena.close_arena(name)


def load_twice_at_once(stage, directory):
    """The first load, by two processes that were started together on an empty database."""
    folder = Folder(directory, keep=80, only=["topics.csv"])
    loads = [stage.start(actors.load_starter, folder.path) for _ in range(2)]
    for load in loads:
        load.process.join(arena.PATIENCE)
    return loads


@pytest.fixture
def start(stage):
    """The number of the newest change when the test begins."""
    return stage.ask(actors.head)


@pytest.fixture
def law(stage):
    return stage.ask(actors.create_law, "An Act")


def test_of_two_first_loads_at_once_one_loads_and_the_other_finds_it_done(stage):
    topics = len(Folder.original("topics.csv"))
    done = [load.hears() for load in stage.first_loads]
    assert sorted(done, key=str) == [{"new": topics}, {"unchanged": topics}]


def test_many_writers_leave_numbers_without_gaps_and_readers_skip_none(stage, start):
    processes, count, threads = 3, 8, 3
    total = processes * count + threads * count
    readers = [stage.start(actors.read_until, start, start + total) for _ in range(2)]
    writers = [stage.start(actors.create_many, f"process {number}", count) for number in range(processes)]
    writers.append(stage.start(actors.create_in_threads, "thread", threads, count))
    for writer in writers:
        writer.hears()
    expected = list(range(start + 1, start + total + 1))
    assert [number for number, _, _ in stage.ask(actors.numbers_since, start)] == expected
    for reader in readers:
        assert reader.hears() == expected


def test_no_number_is_seen_before_a_lower_one_that_is_still_to_be_committed(stage, start):
    slow = stage.start(actors.create_law, "Slow", True)
    assert slow.hears() == "holding"
    reader = stage.start(actors.read_until, start, start + 2)
    quick = stage.start(actors.create_law, "Quick")
    assert quick.silent(0.7)
    assert stage.ask(actors.numbers_since, start) == []
    slow.tell()
    assert reader.hears() == [start + 1, start + 2]
    assert [title for _, _, title in stage.ask(actors.numbers_since, start)] == ["Slow", "Quick"]


def test_writers_of_one_entry_lose_no_act(stage, law):
    count = 6
    writers = [stage.start(actors.rewrite, law, f"writer {number}", count) for number in range(3)]
    for writer in writers:
        writer.hears()
    acts = 1 + 3 * count
    assert stage.ask(actors.history, law) == (list(range(1, acts + 1)), True, acts)


def test_two_who_tag_one_entry_at_once_both_succeed(stage, law):
    first = stage.start(actors.add_topic, law, "extradition", True)
    assert first.hears() == "holding"
    second = stage.start(actors.add_topic, law, "border-management")
    second.silent(0.5)
    first.tell()
    assert (first.hears(), second.hears()) == (None, None)
    assert stage.ask(actors.history, law) == ([1, 2, 3], True, 3)


def test_a_theme_may_be_edited_while_an_entry_is_tagged_with_it(stage, law, start):
    tagger = stage.start(actors.add_topic, law, "extradition", True)
    assert tagger.hears() == "holding"
    editor = stage.start(actors.relabel, "extradition")
    editor.silent(0.5)
    tagger.tell()
    assert (tagger.hears(), editor.hears()) == (None, None)
    assert len(stage.ask(actors.numbers_since, start)) == 2


def test_a_deletion_beside_an_edit_of_what_it_touches_blocks_nobody(stage, law):
    other = stage.ask(actors.create_law, "Goes")
    editor = stage.start(actors.rewrite_one, law, "Edited")
    assert editor.hears() == "holding"
    deleter = stage.start(actors.delete_one_and_tag_another, other, law, "victim-protection")
    deleter.silent(0.5)
    editor.tell()
    assert (editor.hears(), deleter.hears()) == (None, None)
    assert stage.ask(actors.history, law) == ([1, 2, 3], True, 3)


@pytest.mark.parametrize("writer", [actors.create_law, actors.rewrite_one])
def test_a_process_that_is_killed_leaves_no_trace_and_blocks_nobody(stage, law, writer):
    start = stage.ask(actors.head)
    victim = stage.start(*(writer, "Never", True) if writer is actors.create_law else (writer, law, "Never"))
    assert victim.hears() == "holding"
    survivor = stage.start(actors.rewrite, law, "survivor", 1)
    assert survivor.silent(0.4)
    victim.kill()
    assert not survivor.silent(5)
    survivor.hears()
    assert stage.ask(actors.numbers_since, start) == [(start + 1, "survivor", "An Act")]


def test_of_two_who_move_an_entry_at_once_one_wins_and_the_other_is_refused(stage, law):
    first = stage.start(actors.take, law, "in-review", True)
    assert first.hears() == "holding"
    others = [stage.start(actors.take, law, "in-review") for _ in range(2)]
    assert all(other.silent(0.3) for other in others)
    first.tell()
    assert first.hears() == "moved"
    assert [other.hears() for other in others] == ["refused", "refused"]
    assert stage.ask(actors.history, law) == ([1, 2], True, 2)


@pytest.mark.parametrize("statement", ["UPDATE catalogue_change SET who = 'x'", "DELETE FROM catalogue_change"])
def test_a_migrated_database_refuses_to_change_its_journal(stage, law, statement):
    assert "the journal is append-only" in stage.ask(actors.raw, statement)
