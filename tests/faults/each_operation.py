"""A commit cut short at each of its file operations: python -m tests.faults.each_operation ACT [EVERY] [FIRST]

Needs the library of `interposer` in LD_PRELOAD. Works on PORTAL_VAR, with SQLite there, which must be for nothing else;
prints one JSON object with what came of it. EVERY 5 tries each fifth operation only.
"""

import json
import shutil
import sys
import time

from baliportal.environment import var

from . import interposer, portal
from .acts import curator, move_entry
from .forking import ActFailed, Forked, result_of

# Commits after which Tantivy merges their segments.
MERGING = 9


def one_commit():
    move_entry(curator())


def many_commits():
    for _ in range(MERGING):
        move_entry(curator())


def rebuild():
    from baliportal.search.index import sync

    sync.rebuild()


ACTS = {"commit": one_commit, "commits that merge": many_commits, "rebuild": rebuild}


def series(name, every=1, first=1):
    """Kill at one operation after another until the act comes to its end."""
    saved, begun, tried, wrong = _saved_state(), time.monotonic(), 0, []
    operation, ended = first, False
    while not ended:
        _restore(saved)
        ended, word = _cut_short(ACTS[name], operation)
        tried += not ended
        word = word or portal.fault()
        wrong += [f"operation {operation}: {word}"] if word else []
        print(f"{name}, operation {operation}: {word or 'whole'}", file=sys.stderr, flush=True)
        operation += every
    shutil.rmtree(saved)
    return {"kills": tried, "wrong": wrong, "seconds": round(time.monotonic() - begun)}


def _cut_short(act, operation):
    """A pair: True if the act came to its end, and the failure in it, "" for none."""

    def armed(say):
        interposer.arm(portal.index_directory(), operation)
        act()

    forked = Forked(armed)
    try:
        forked.next_word()
    except ActFailed as problem:
        return True, str(problem).strip().splitlines()[-1]
    finally:
        code = forked.wait()
    return code == 0, ""


def _saved_state():
    """A copy of the prepared portal, to begin from each time."""
    if word := portal.prepare():
        raise SystemExit(word)
    result_of(lambda say: one_commit())  # so that a segment has deletions already
    saved = var().with_name(var().name + "-saved")
    shutil.rmtree(saved, ignore_errors=True)
    shutil.copytree(var(), saved)
    return saved


def _restore(saved):
    shutil.rmtree(var())
    shutil.copytree(saved, var(), dirs_exist_ok=True)


if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    print(json.dumps(series(name, *map(int, numbers))))
