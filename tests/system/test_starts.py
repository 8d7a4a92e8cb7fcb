"""Starting: two at once on an empty directory, and without an index that can be written."""

import os
import re
import subprocess
import sys
from contextlib import nullcontext

import pytest

from baliportal.environment import BASE_DIR

from .. import postgres

ALL_UNCHANGED = re.compile(r"0 new, 0 changed, [1-9]\d* unchanged, 0 left alone")
PREPARE = [sys.executable, "manage.py", "prepare"]


def started(var, url=""):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(
        PREPARE, cwd=BASE_DIR, env=os.environ | {"PORTAL_VAR": str(var), "DATABASE_URL": url}, **pipes
    )


def ended(*processes):
    """(exit code, what was said) of each."""
    said = [process.communicate()[0] for process in processes]
    return [(process.returncode, words) for process, words in zip(processes, said, strict=True)]


@pytest.mark.parametrize("machines", [1, 2])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_of_two_first_starts_at_once_one_waits_and_both_end_well(tmp_path, database, machines):
    """Two machines have a directory each, and share a database on a server."""
    if database == "sqlite" and machines == 2:
        pytest.skip("SQLite is on one machine")
    programs = database == "sqlite" or postgres.installed_programs()
    if not programs:
        pytest.skip("PostgreSQL is not installed")
    with nullcontext("") if database == "sqlite" else postgres.server(programs) as url:
        first, second = ended(*(started(tmp_path / str(number % machines), url) for number in range(2)))
    assert (first[0], second[0]) == (0, 0), first[1] + second[1]
    assert [("waiting for it" in words) for _, words in (first, second)].count(True) == 1
    assert sorted(bool(ALL_UNCHANGED.search(words)) for _, words in (first, second)) == [False, True]


def test_a_portal_starts_where_the_index_cannot_be_written(tmp_path):
    (tmp_path / "index").symlink_to("/proc/sys/kernel")
    [(code, said)] = ended(started(tmp_path))
    assert code == 0, said
    assert said.count("The search index cannot be written") == 2  # the starter content, then its document
    assert "Traceback" not in said
