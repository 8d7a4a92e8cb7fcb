"""A database that another version made is refused in one sentence that says what to do."""

import os
import sqlite3
import subprocess
import sys

import pytest

from baliportal.environment import BASE_DIR


@pytest.fixture
def var(tmp_path):
    return tmp_path / "var"


def made_with(var, *migrations):
    """A database in which these migrations are applied, as Django writes that down."""
    var.mkdir()
    with sqlite3.connect(var / "portal.sqlite3") as database:
        database.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY, app varchar, name varchar, applied datetime)"
        )
        rows = [(app, name, "2026-11-27 00:00:00") for app, name in migrations]
        database.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", rows)
    database.close()


def manage(var, command):
    surroundings = os.environ | {"PORTAL_VAR": str(var), "DATABASE_URL": "", "PORT": "8794"}
    return subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("command", ["prepare", "serve", "migrate"])
def test_migrations_that_this_code_does_not_have_are_refused(var, command):
    made_with(var, ("contenttypes", "0001_initial"), ("catalogue", "0099_from_elsewhere"))
    ended = manage(var, command)
    assert ended.returncode == 1
    assert ended.stderr == (
        f"The database in {var} was made by another version, which has the migration catalogue.0099_from_elsewhere that "
        f"this one lacks: move that directory away (for example: mv {var} {var}.old) and start again, or go on with the "
        "version that made it.\n"
    )
    assert os.listdir(var / "index") == []


def test_migrations_of_apps_of_others_that_are_no_longer_used_are_not(db, monkeypatch):
    assert refusal(monkeypatch, ("some_dependency", "0001_initial")) is None


def test_a_database_with_the_apps_of_older_versions_is_said_to_be_older(db, monkeypatch):
    monkeypatch.setattr("baliportal.older_database.apps.is_installed", lambda name: False)
    assert "was made by an older version, whose data cannot be carried over" in refusal(
        monkeypatch, ("curation", "0900_x")
    )


def test_a_present_database_is_not(db):
    from baliportal.older_database import refuse_an_older_database

    refuse_an_older_database()


def refusal(monkeypatch, *applied):
    from baliportal.environment import Refused
    from baliportal.older_database import MigrationRecorder, refuse_an_older_database

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: dict.fromkeys(applied))
    try:
        refuse_an_older_database()
    except Refused as problem:
        return str(problem)
    return None
