"""The index is whole or it says so, is never lost, and never disturbs another process."""

import subprocess
import sys
import threading

import pytest
import tantivy

from baliportal.search.index.index import Index, IndexUnusable
from baliportal.search.query import search

from ..file_replacement import replace_file
from .conftest import document

START = """
import sys
from baliportal.search.index.index import Index
from tests.search.conftest import document
i = Index(sys.argv[1])
"""


def titles(index):
    return sorted(hit.id for hit in search(index, "", limit=100).hits)


def directory(index):
    return index._storage.directory


def current_directory(index):
    return index._storage.current()


def other(index):
    """As another process sees the same index."""
    return Index(directory(index))


def start(index, program):
    return subprocess.Popen(
        [sys.executable, "-c", START + program, directory(index)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


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


def spoilt(data):
    middle = len(data) // 2
    yield b""
    yield data[:middle]
    yield data[:-1]
    yield data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]
    yield b"garbage" * 20


def test_any_damage_to_any_file_is_detected_and_repaired(filled):
    index = filled(*({"title": f"law {n}", "text": "trafficking " * n} for n in range(20)))
    index.apply([], ["e3"], 2)
    files = [
        path for path in current_directory(index).iterdir() if path.suffix != ".lock" and path.name != ".managed.json"
    ]
    assert {".del", ".json", ".fast", ".term", ".pos", ".idx", ".store", ".fieldnorm"} <= {
        path.suffix for path in files
    }
    pointer = directory(index) / "current"
    for path in [*files, pointer]:
        whole = path.read_bytes()
        for data in spoilt(whole):
            replace_file(path, data)
            assert other(index).needs_rebuild or harmless(path, index), (path.name, data[:40])
        path.unlink()
        assert other(index).needs_rebuild, path.name
        replace_file(path, whole)
    assert not other(index).needs_rebuild
    replace_file(files[0], b"")
    fresh = other(index)
    assert fresh.needs_rebuild
    assert fresh.rebuild([document(1)], 3)
    assert titles(fresh) == titles(index) == ["e1"]


def harmless(path, index):
    """A changed byte in the description of the index may leave it the same index."""
    return path.suffix == ".json" and len(titles(other(index))) == 19


def test_a_lost_list_of_files_does_no_harm(filled):
    index = filled({"title": "one"})
    managed = current_directory(index) / ".managed.json"
    for data in (b"", b"garbage"):
        replace_file(managed, data)
        assert other(index).needs_rebuild or titles(other(index)) == ["e1"]


def test_damage_that_shows_only_in_reading_is_detected_then(filled, monkeypatch):
    index = filled(*({"title": f"law {n}"} for n in range(50)))
    stored = next(path for path in current_directory(index).iterdir() if path.suffix == ".store")
    replace_file(stored, b"\xff" * 50 + stored.read_bytes()[50:])
    monkeypatch.setattr("baliportal.search.index.readers.MAX_SUMMED", 0)
    reader = other(index)
    assert not reader.needs_rebuild
    with pytest.raises(IndexUnusable):
        search(reader, "law")


def test_an_exception_of_the_caller_is_not_taken_for_damage(filled):
    index = filled({"title": "one"})
    with pytest.raises(RuntimeError, match="sound index"), index.reading() as reader:
        reader.searcher.search(tantivy.Query.all_query(), 1, order_by_field="no such field")
    assert not index.needs_rebuild


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
