"""Database and index of the starter content for tests: made once for the same code and content, then copied.

To migrate and to load the content takes some twenty seconds of a processor for every process of every run; a copy takes
none. On SQLite the database and the index of it lie in pytest's own cache under a fingerprint of all that they are made
of; on PostgreSQL a template database is named so, and filled from the SQLite file where a run made it. Tests that commit
get the database back from a second copy: in memory, or in a schema of its own.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from baliportal.environment import BASE_DIR

from . import copied_rows

#: Copies of the database: SQLite keeps them in memory, PostgreSQL in schemas of these names.
STARTER, EMPTY = "starter_copy", "empty_copy"
COPIES = {}
SEGMENTS = {".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"}
OWN_MODULES = ["conftest.py", "copied_rows.py", "starter_database.py"]
PACKAGES = ["baliportal", "members", "workshops", "legislation", "resources"]


class Cache:
    """SQLite database and search index of one fingerprint; processes that want the same wait for the first of them."""

    def __init__(self, directory):
        self.directory = Path(directory) / fingerprint()
        self.database, self.index = self.directory / "starter.sqlite3", self.directory / "index"
        self.empty = self.directory / "empty.sqlite3"
        self.template, self.empty_template = f"starter_{self.directory.name}", f"empty_{self.directory.name}"
        self._lock = self._use = None

    def copy_database(self):
        """Put the database in its place and return True; where there is none, False, and others wait for `store_database`."""
        self._begin()
        is_there = _copy_template(self.template) if connection.vendor == "postgresql" else self._copy_file()
        if is_there:
            self._end()
        return is_there

    def _copy_file(self):
        if not self.database.exists():
            return False
        place = settings.DATABASES["default"]["TEST"]["NAME"]
        for suffix in ("-wal", "-shm"):
            Path(f"{place}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.database, place)
        return True

    def store_empty(self):
        """Store the database as it is after its migrations; see `new_empty`."""
        _store_template(self.empty_template) if connection.vendor == "postgresql" else _store_file(self.empty)

    def has_rows_of_sqlite(self):
        """True where this run's database has the rows and keys of the SQLite file, and so its index."""
        return connection.vendor == "sqlite" or self.database.exists()

    def copy_rows(self):
        """Fill the migrated PostgreSQL database from the SQLite file and return True; where there is none, False."""
        if connection.vendor == "sqlite" or not self.database.exists():
            return False
        copied_rows.copy_rows(self.database)
        return True

    def store_database(self):
        _store_template(self.template) if connection.vendor == "postgresql" else _store_file(self.database)
        self._end()

    def new_empty(self, directory, name):
        """Make a migrated database without content; return its address."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.empty_template}"')
            return _address(connection.settings_dict | {"NAME": name})
        shutil.copyfile(self.empty, directory / f"{name}.sqlite3")
        return f"sqlite:///{quote(str(directory / name))}.sqlite3"

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
        self._use = self._use or _lock_for_use(self.directory)
        for other in self.directory.parent.iterdir():
            if other != self.directory:
                _remove_unused(other)
        self._lock = (self.directory / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def _end(self):
        self._lock.close()


def copy_index(index, place):
    """Copy an index, its segments as hard links: Tantivy never writes to them again (5 ms less for each test)."""
    shutil.copytree(index, place, copy_function=_link_or_copy)


def _link_or_copy(source, place):
    if Path(source).suffix in SEGMENTS:
        with suppress(OSError):  # another file system
            return os.link(source, place)
    return shutil.copy2(source, place)


def _lock_for_use(directory):
    """Return a file whose lock keeps other runs from removing the directory, for as long as this process lives."""
    while True:
        directory.mkdir(parents=True, exist_ok=True)
        try:
            file = (directory / "in-use").open("w")
        except FileNotFoundError:  # another run removed the directory in this moment
            continue
        fcntl.flock(file, fcntl.LOCK_SH)
        if (directory / "in-use").exists():
            return file
        file.close()


def _remove_unused(directory):
    """Remove a directory of another fingerprint, unless a run that started before the code changed still reads it."""
    try:
        with (directory / "in-use").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(directory, ignore_errors=True)
    except OSError:  # in use, or removed by another process
        return


def fingerprint():
    """Hash of the code, the content, the libraries and the day, as records say when they were made."""
    files = [path for name in PACKAGES for path in (BASE_DIR / name).rglob("*.*") if path.suffix in (".py", ".csv")]
    own = [BASE_DIR / "requirements-dev.txt", *(BASE_DIR / "tests" / name for name in OWN_MODULES)]
    digest = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d}".encode())
    for path in sorted(files) + own:
        digest.update(f"{path.relative_to(BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _store_file(place):
    part = place.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection.ensure_connection()
    with sqlite3.connect(part) as file:
        connection.connection.backup(file)
    file.close()
    part.replace(place)


def _address(database):
    account = ":".join(quote(database[part]) for part in ("USER", "PASSWORD") if database[part])
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{account}@{quote(database['HOST'], safe='')}{port}/{database['NAME']}"


def _copy_template(template):
    """Make the test database of this process from the template; False where there is none on this server yet."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            return False
        name = connection.creation._get_test_db_name()
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return True


def _store_template(template):
    name = connection.settings_dict["NAME"]
    connection.close()  # PostgreSQL copies a database that nobody is connected to
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{template}"')  # of a run that was cut short
        cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')


def back_up():
    """Keep copies of the starter content, which is in the database, and of a database without content."""
    _copy_to(STARTER)
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
    _copy_to(EMPTY)
    restore(STARTER)


def _copy_to(copy):
    if connection.vendor == "sqlite":
        COPIES[copy] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(COPIES[copy])
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {copy}")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'CREATE UNLOGGED TABLE {copy}."{table}" AS TABLE "{table}"')


def begin_empty():
    """Empty the database, unless the test before left it empty."""
    if not COPIES.get("is empty"):
        end_empty()


def end_empty():
    restore(EMPTY)
    COPIES["is empty"] = True


def restore(copy):
    """Put the rows of a copy in place of those of all tables.

    Django's `flush`, with which it ends each test that commits, takes 0.2 s on SQLite and two on PostgreSQL: it truncates
    a hundred tables and makes all permissions anew.
    """
    ContentType.objects.clear_cache()  # their keys differ from copy to copy
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        COPIES[copy].backup(connection.connection)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger and no order: all fits together
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'DELETE FROM "{table}"; INSERT INTO "{table}" SELECT * FROM {copy}."{table}"')
