"""The index is whole or it says so, is never lost, and never disturbs another process."""

import threading

import pytest
import tantivy

from baliportal.search.index.index import Index, IndexUnusable
from baliportal.search.query import search

from .conftest import document
from .index_access import current_directory, directory, other, start, titles


def test_a_missing_index_says_so_and_is_built(index):
    assert index.needs_rebuild
    with pytest.raises(IndexUnusable, match="no index"):
        search(index, "law")
    with pytest.raises(IndexUnusable):
        index.apply([], [], 1)
    assert index.rebuild([document(1)], 7)
    assert (index.needs_rebuild, index.number, titles(index)) == (False, 7, ["e1"])


def test_an_empty_index_is_an_index(index):
    index.rebuild([], 0)
    assert (index.needs_rebuild, index.number, search(index, "law").total) == (False, 0, 0)


def test_changes_and_the_number_come_together(filled):
    index = filled({"title": "one"}, {"title": "two"}, number=3)
    assert index.apply([document(2, title="zwei"), document(3, title="drei")], ["e1", "e99"], 5)
    assert index.number == other(index).number == 5
    assert titles(index) == ["e2", "e3"]
    assert search(index, "two").total == 0
    assert search(index, "zwei").number == 5


def test_other_readers_see_a_commit(filled):
    index = filled({"title": "one"})
    reader = other(index)
    assert titles(reader) == ["e1"]
    index.apply([document(2)], [], 2)
    assert (titles(reader), reader.number) == (["e1", "e2"], 2)
    index.rebuild([document(9)], 3)
    assert (titles(reader), reader.number) == (["e9"], 3)


def test_a_failing_source_changes_nothing(filled):
    index = filled({"title": "one"}, number=1)

    def failing():
        yield document(2)
        raise LookupError

    with pytest.raises(LookupError):
        index.apply(failing(), ["e1"], 2)
    with pytest.raises(LookupError):
        index.rebuild(failing(), 2)
    assert (titles(index), index.number) == (["e1"], 1)
    assert index.apply([document(2)], [], 2)


def test_the_index_never_goes_back(filled):
    index = filled({"title": "new"}, number=9)
    assert index.apply([document(1, title="old")], [], 8)
    assert (index.number, search(index, "old").total) == (9, 0)


def test_changes_read_from_another_number_of_the_journal_are_refused(filled):
    index = filled({"title": "one"}, number=5)
    assert not index.apply([document(2)], [], 9, since=4)
    assert index.apply([document(2)], [], 9, since=5)


def test_two_writers_do_not_wait_for_each_other(filled):
    index, answers = filled({"title": "one"}), []

    def meanwhile():
        answers.append(other(index).apply([document(3)], [], 2))
        answers.append(titles(index))
        yield document(2)

    assert index.apply(meanwhile(), [], 2)
    assert answers == [False, ["e1"]]
    assert titles(index) == ["e1", "e2"]


@pytest.mark.system
def test_a_writer_in_another_process_is_not_waited_for(filled):
    index = filled({"title": "one"})
    process = start(index, "i.apply((print('busy', flush=True) or document(int(input())) for _ in range(1)), [], 2)")
    assert process.stdout.readline() == "busy\n"
    assert not index.apply([document(3)], [], 2)
    process.communicate("2\n", timeout=20)
    assert index.apply([document(3)], [], 3)
    assert titles(index) == ["e1", "e2", "e3"]


def test_tantivys_own_lock_is_respected(filled):
    index = filled({"title": "one"})
    writer = tantivy.Index.open(str(current_directory(index))).writer(15_000_000, 1)
    assert not index.apply([document(2)], [], 2)
    writer.wait_merging_threads()
    assert index.apply([document(2)], [], 2)


def test_two_rebuilds_do_not_meet_and_searches_and_changes_go_on(filled):
    index, answers = filled({"title": "one"}), []

    def meanwhile():
        answers.append(other(index).rebuild([document(3)], 9))
        answers.append(index.apply([document(4)], [], 2))
        answers.append(titles(index))
        yield document(2)

    assert index.rebuild(meanwhile(), 2)
    assert answers == [False, True, ["e1", "e4"]]
    assert titles(index) == ["e2"]


def test_old_indexes_are_removed_and_their_readers_read_on(filled):
    index = filled({"title": "one"})
    with index.reading() as reader:
        index.rebuild([document(2)], 2)
        index.rebuild([document(3)], 3)
        assert reader.searcher.num_docs == 2
    assert [path.name for path in directory(index).iterdir() if path.is_dir()] == [current_directory(index).name]


def test_another_version_is_rebuilt(filled):
    index = filled({"title": "one"})
    newer = Index(directory(index), version="another")
    assert newer.needs_rebuild
    with pytest.raises(IndexUnusable, match="version"):
        search(newer, "one")
    newer.rebuild([document(2)], 2)
    assert titles(newer) == ["e2"]


def test_threads_search_while_another_writes(filled):
    index, problems, done = filled({"title": "law"}), [], threading.Event()

    def reading():
        while not done.is_set():
            results = search(index, "law")
            if results.total != results.number:
                problems.append(results)

    readers = [threading.Thread(target=reading) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 8):
        index.apply([document(number, title="law")], [], number)
    done.set()
    for reader in readers:
        reader.join()
    assert (problems, index.number) == ([], 7)
