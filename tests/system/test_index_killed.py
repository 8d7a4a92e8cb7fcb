"""A process that is killed while it writes the search index loses and breaks nothing."""

import signal
import threading

from baliportal.search.query import search

from ..search.conftest import document
from ..search.index_access import directory, other, start, titles


def test_a_rebuild_that_is_killed_leaves_the_old_index(filled):
    index = filled({"title": "one"})
    process = start(
        index, "i.rebuild((document(n) if n < 5000 else print('half', flush=True) or input() for n in range(9999)), 2)"
    )
    assert process.stdout.readline() == "half\n"
    process.kill()
    process.wait()
    assert (titles(other(index)), index.number) == (["e1"], 1)
    assert index.rebuild([document(2)], 2)
    assert len([path for path in directory(index).iterdir() if path.is_dir()]) == 1


def test_a_first_build_that_is_killed_leaves_none(index):
    process = start(index, "i.rebuild(map(lambda n: n or print('begun', flush=True) or input(), range(9)), 2)")
    assert process.stdout.readline() == "begun\n"
    process.kill()
    process.wait()
    assert index.needs_rebuild
    assert index.rebuild([document(1)], 1)


def test_changes_that_are_killed_are_there_whole_or_not_at_all(filled):
    index = filled({"title": "1"}, number=1)
    for pause in (0.05, 0.11, 0.17):
        process = start(
            index, "print(n := i.number, flush=True)\nwhile n := n + 1: i.apply([document(1, title=str(n))], [], n)"
        )
        process.stdout.readline()
        threading.Event().wait(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert search(other(index), str(other(index).number)).total == 1
    assert index.apply([], [], index.number + 1)
