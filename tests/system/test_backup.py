"""A backup of a portal that is being written to, restored elsewhere: nothing is lost, nothing differs.

On a database of the last release, with real processes, on both engines.
"""

import json
import random
import time
from contextlib import contextmanager

import pytest

from baliportal.backups.backup_directory import BackupDirectory
from baliportal.backups.verification import Verification

KILLS = 2  # of backups; make faults has long series


@pytest.fixture
def portal(portals):
    """A portal with the content of the last release, files and a kept report."""
    made = portals.released("live")
    made.act("prepare()")
    return made


@pytest.fixture
def keyed(portals, identity):
    """The options of an encrypted backup on PostgreSQL, none on SQLite."""
    path, public = identity
    return ["--recipient", public, "--identity", path] if portals.is_postgresql else []


@contextmanager
def written_to(portal):
    """Two writers are at work inside; yields a function that gives the newest number that was acknowledged to one."""
    writers = [portal.writer(seed) for seed in (1, 2)]
    try:
        yield lambda: max(map(acknowledged_to, writers))
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def acknowledged_to(writer):
    line = writer.stdout.readline()
    assert line, writer.communicate()[1][-2000:]
    return int(line)


def test_what_is_backed_up_while_twenty_writes_a_second_go_on_comes_back_whole(portal, portals, keyed, tmp_path):
    """Also where backups and the restore are killed, and without the file that was taken down afterwards."""
    directory = BackupDirectory(tmp_path / "backups")
    backup = ["backup", str(directory.path), *keyed]
    portal.run(*backup)
    with written_to(portal) as acknowledged:
        known = [acknowledged() for _ in range(20)][-1]
        for _ in range(KILLS):
            kill_backup(portal, backup)
            assert [*Verification(directory).problems(directory.chosen())] == []
        portal.run(*backup)
        assert acknowledged() > known
    chosen = directory.chosen()
    assert [*Verification(directory).problems(chosen)] == []
    number = chosen.manifest()["journal_number"]
    assert number >= known
    taken_down = portal.act("take_down()").strip()
    portal.run(*backup)
    restored = portals.empty("restored")
    restore = ["restore", str(directory.path), "--set", chosen.name, *keyed[2:]]
    kill_restore(restored, restore)
    assert "taken down and not restored: 1." in restored.run(*restore)
    assert restored.act(f"history({number})") == portal.act(f"history({number})")
    check_state(restored, taken_down)


def check_state(portal, taken_down):
    """Every file equals its SHA-256, page, CSV, search and database agree, and what was taken down is gone."""
    state = json.loads(portal.act("state()").splitlines()[-1])
    assert (state["damaged"], state["reports"], state["gone"]) == ([], [True, True], [[taken_down, 410]])
    assert state["files"] > 2
    assert {name: len(set(totals)) for name, totals in state["totals"].items()} == dict.fromkeys(state["totals"], 1)
    assert min(totals[0] for totals in state["totals"].values()) > 10
    assert list(portal.var.glob(f"media/files/??/{taken_down}")) == []


def kill_backup(portal, backup):
    """Kill a backup at a random moment."""
    process = portal.start(*backup)
    time.sleep(random.uniform(0.5, 3))
    process.kill()
    process.communicate()


def kill_restore(portal, restore):
    """Kill a restore once it has begun; the portal refuses to start."""
    process = portal.start(*restore)
    while not (portal.var / "restoring").exists():
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.01)
    time.sleep(random.uniform(0, 2))
    process.kill()
    process.communicate()
    assert "has not ended: run `manage.py restore` again" in portal.refused("prepare")


@pytest.mark.parametrize("portals", ["postgresql"], indirect=True)
def test_a_rehearsal_restores_an_encrypted_set_on_trial(portals, identity, tmp_path):
    """With the secrets of the portal; the trial leaves nothing behind."""
    portal = portals.released("live")
    portal.act("prepare()")
    path, public = identity
    backups = str(tmp_path / "backups")
    portal.run("backup", backups, "--recipient", public)
    words = portal.run("backup", backups, "--rehearse", "--identity", path)
    assert "was restored on trial. Restored: journal up to" in words
    assert [path.name for path in portal.var.glob("rehearsal-in-*")] == []
