"""What is acknowledged outlives a loss of power: bytes and their names are on the disk before the database names them."""

import os
import sqlite3
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from baliportal.databases import databases
from baliportal.files.storage import store


@pytest.fixture
def events(monkeypatch):
    """Paths that are synced and rows that are inserted, in their order."""
    found, fsync = [], os.fsync

    def recorded(descriptor):
        found.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name[-12:]}")
        return fsync(descriptor)

    def insert(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO"):
            found.append(sql.split('"')[1])
        return execute(sql, params, many, context)

    monkeypatch.setattr(os, "fsync", recorded)
    with connection.execute_wrapper(insert):
        yield found


@pytest.mark.django_db
def test_bytes_and_the_names_above_them_are_synced_before_the_row(events, settings):
    Path(settings.MEDIA_ROOT).mkdir()
    sha256 = store(ContentFile(b"An act."), "text/plain").sha256
    assert [event[-5:] if event.endswith(".part") else event for event in events] == [
        "sync media", "sync files", ".part", f"sync {sha256[:2]}", "files_storedfile",
    ]  # fmt: skip


def test_sqlite_syncs_its_log_with_each_commit(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = sqlite3.connect(tmp_path / "new.sqlite3")
    database.executescript(databases(production=True)["default"]["OPTIONS"]["init_command"])
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert database.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
