"""Database and index of the starter content for tests: made once for the same code and content, then copied.

To migrate and to load the content takes some ten seconds of a processor for every process of every run; a copy of the
file takes none. On SQLite the database and the index of it lie in pytest's own cache under a fingerprint of all that
they are made of. Tests that commit get the database back from a second copy: in memory, or in a schema of its own.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from baliportal.environment import BASE_DIR

BACKUP = sqlite3.connect(":memory:", check_same_thread=False)
SCHEMA = "starter_copy"  # where PostgreSQL keeps a copy of each table
PACKAGES = ["baliportal", "members", "workshops", "legislation", "resources"]


class Cache:
    """SQLite database and search index of one fingerprint; processes that want the same wait for the first of them."""

    def __init__(self, directory):
        self.directory = Path(directory) / fingerprint()
        self.database, self.index = self.directory / "starter.sqlite3", self.directory / "index"
        self._lock = None

    def copy_database(self):
        """Put the database in its place and return True; where there is none, False, and others wait for `store_database`."""
        if connection.vendor != "sqlite":
            return False
        self._begin()
        if not self.database.exists():
            return False
        place = settings.DATABASES["default"]["TEST"]["NAME"]
        for suffix in ("-wal", "-shm"):
            Path(f"{place}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.database, place)
        self._end()
        return True

    def store_database(self):
        part = self.database.with_suffix(".part")
        part.unlink(missing_ok=True)
        with sqlite3.connect(part) as file:
            BACKUP.backup(file)
        file.close()
        part.replace(self.database)
        self._end()

    def index_of(self, build):
        """The directory of the index; `build` makes it in the directory that it is given."""
        self._begin()
        if not self.index.exists():
            part = self.index.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            build(part)
            part.rename(self.index)
        self._end()
        return self.index

    def _begin(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        for old in self.directory.parent.iterdir():
            if old != self.directory:
                shutil.rmtree(old, ignore_errors=True)
        self._lock = (self.directory / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def _end(self):
        self._lock.close()


def fingerprint():
    """Hash of the code, the content, the libraries and the day, as records say when they were made."""
    files = [path for name in PACKAGES for path in (BASE_DIR / name).rglob("*.*") if path.suffix in (".py", ".csv")]
    own = [BASE_DIR / name for name in ("requirements-dev.txt", "tests/conftest.py", "tests/starter_database.py")]
    digest = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d}".encode())
    for path in sorted(files) + own:
        digest.update(f"{path.relative_to(BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def back_up():
    if connection.vendor == "sqlite":
        connection.connection.backup(BACKUP)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'CREATE UNLOGGED TABLE {SCHEMA}."{table}" AS TABLE "{table}"')


def restore():
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        BACKUP.backup(connection.connection)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables))
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger and no order: all fits together
        for table in tables:
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM {SCHEMA}."{table}"')
