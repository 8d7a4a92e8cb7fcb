"""A backup of a portal that is being written to, restored elsewhere: nothing is lost, nothing differs.

On a database of the last release, with real processes, on both engines.
"""

import json
import random
import time
from contextlib import contextmanager
from pathlib import Path

import pyrage
import pytest

from baliportal.backups.backup_directory import BackupDirectory
from baliportal.backups.verification import Verification

KILLS = 5


@pytest.fixture
def portal(portals):
    """A portal with the content of the last release, files and a kept report."""
    made = portals.released("live")
    made.act("prepare()")
    return made


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


def test_what_is_backed_up_while_twenty_writes_a_second_go_on_comes_back_whole(portal, portals, tmp_path):
    backups = str(tmp_path / "backups")
    portal.run("backup", backups)
    taken_down = portal.act("take_down()").strip()
    with written_to(portal) as acknowledged:
        known = [acknowledged() for _ in range(20)][-1]
        killed = [kill_backup(portal, backups) for _ in range(KILLS)]
        portal.run("backup", backups, "--keep", "2")
        later = acknowledged()
    assert (len(killed), killed.count(True)) == (KILLS, KILLS)
    directory = BackupDirectory(backups)
    assert [*Verification(directory).problems(directory.chosen())] == []
    restored = portals.empty("restored")
    kill_restore(restored, backups)
    assert "Restored: " in restored.run("restore", backups)
    state = json.loads(restored.act("state()").splitlines()[-1])
    assert known <= state["journal"]
    assert later > known
    number, fingerprint = json.loads(restored.act("history()"))
    assert number == state["journal"]
    assert json.loads(portal.act(f"history({number})")) == [number, fingerprint]
    assert (state["damaged"], state["reports"]) == ([], [True, True])
    assert state["files"] > 2
    assert state["gone"] == [[taken_down, 410]]
    assert {name: len(set(totals)) for name, totals in state["totals"].items()} == dict.fromkeys(state["totals"], 1)
    assert min(totals[0] for totals in state["totals"].values()) > 10


def kill_backup(portal, backups):
    """Kill a backup at a random moment; return True where what lies there is as it was written."""
    process = portal.start("backup", backups)
    time.sleep(random.uniform(0.5, 3))
    process.kill()
    process.communicate()
    directory = BackupDirectory(backups)
    return [*Verification(directory).problems(directory.chosen())] == []


def kill_restore(portal, backups):
    """Kill a restore once it has begun; the portal refuses to start."""
    process = portal.start("restore", backups)
    while not (portal.var / "restoring").exists():
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.01)
    time.sleep(random.uniform(0, 2))
    process.kill()
    process.communicate()
    assert "has not ended: run `manage.py restore` again" in portal.refused("prepare")


@pytest.mark.parametrize("portals", ["postgresql"], indirect=True)
def test_an_older_set_does_not_bring_back_what_was_taken_down_since(portal, portals, tmp_path):
    """And an encrypted set comes back with the secrets of the portal; a rehearsal says that it would."""
    secret = pyrage.x25519.Identity.generate()
    identity, backups = tmp_path / "identity.txt", str(tmp_path / "backups")
    identity.write_text(str(secret))
    keyed = ("--identity", str(identity))
    portal.run("backup", backups, "--recipient", str(secret.to_public()))
    [older] = [path.name for path in Path(backups, "sets").iterdir()]
    taken_down = portal.act("take_down()").strip()
    portal.run("backup", backups, "--recipient", str(secret.to_public()))
    words = portal.run("backup", backups, "--rehearse", *keyed)
    assert "was restored on trial. Restored: journal up to" in words
    assert [path.name for path in portal.var.glob("rehearsal-*")] == []
    restored = portals.empty("restored")
    assert "1 taken down again" in restored.run("restore", backups, "--set", older, *keyed)
    state = json.loads(restored.act("state()").splitlines()[-1])
    assert state["gone"] == [[taken_down, 410]]
    assert (state["files"], state["damaged"]) == (2, [])
    assert (restored.var / "secret-key").read_text() == (portal.var / "secret-key").read_text()
    assert list(restored.var.glob(f"media/files/??/{taken_down}")) == []
