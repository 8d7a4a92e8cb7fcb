"""The throw-away server that the second half of `make test` runs on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from . import postgres

pytestmark = pytest.mark.system
needs_postgresql = pytest.mark.skipif(not postgres.installed_programs(), reason="PostgreSQL is not installed")
ASK = """
import dj_database_url, os, psycopg

settings = dj_database_url.parse(os.environ["DATABASE_URL"])
with psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]) as server:
    print(settings["HOST"], server.execute("select lower('ÉÑ')").fetchone()[0])
raise SystemExit(7)
"""


@needs_postgresql
def test_a_command_gets_a_server_of_its_own_and_leaves_nothing_behind():
    ended = subprocess.run(
        [sys.executable, postgres.__file__, "--", sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        timeout=120,
    )
    directory, letters = ended.stdout.split()
    assert (ended.returncode, letters) == (7, "éñ")
    assert not Path(directory).exists()


def test_without_a_server_it_says_so_in_one_line(monkeypatch, capfd):
    monkeypatch.setattr(postgres, "installed_programs", lambda: None)
    monkeypatch.setattr(postgres, "apt_get", lambda package: False)
    assert postgres.main(["true"]) == postgres.NO_SERVER
    assert len(capfd.readouterr().err.splitlines()) == 1


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_it_was_given():
    asked_for = os.environ.get("DATABASE_URL", "")
    assert connection.vendor == ("postgresql" if asked_for.startswith("postgres") else "sqlite")
