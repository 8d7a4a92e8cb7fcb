"""Dump and restore of the database by the means of its engine; knows which engine is used."""

import os
import shutil
import sqlite3
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from baliportal.catalogue.db.consistent_read import export_snapshot
from baliportal.files.storage_backends import sync_directory, sync_file

from .errors import BackupError
from .streams import GunzipWriter, GzipReader, open_private

#: Variables of libpq by the keys of Django's settings: none of them stands in a command line, which others may read.
SETTINGS = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
OPTIONS = {
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
    "options": "PGOPTIONS", "service": "PGSERVICE", "passfile": "PGPASSFILE",
}  # fmt: skip
FILE_NAMES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.pgdump"}
PART = "restored.sqlite3.part"


def dump(store: Callable[[IO[bytes]], None]) -> None:
    """Give `store` a stream of the state that `consistent_read.snapshot` reads. Raises BackupError."""
    {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}[connection.vendor](store)


def restore(write: Callable[[IO[bytes]], None]) -> None:
    """Put a dump that `write` writes to a stream into the empty database, whole or not at all. Raises BackupError."""
    {"sqlite": _restore_sqlite, "postgresql": _restore_postgresql}[connection.vendor](write)


def is_empty() -> bool:
    return not connection.introspection.table_names()


def _dump_sqlite(store):
    """By SQLite's backup interface in one step: whoever writes meanwhile goes on, and the copy is of one state.

    The copy lies in PORTAL_VAR, beside the database, until it is stored: a set never holds it unencrypted.
    """
    with _copy_of_sqlite() as copy:
        with closing(sqlite3.connect(copy)) as database:
            try:
                connection.connection.backup(database)
            except sqlite3.Error as problem:
                raise BackupError(f"SQLite cannot copy the database: {problem}.") from None
            _check_sqlite(database)
        with copy.open("rb") as file:
            store(GzipReader(file))


@contextmanager
def _copy_of_sqlite() -> Iterator[Path]:
    copy = settings.VAR / "backup.sqlite3.part"
    try:
        open_private(copy).close()  # empty, also where a process was killed
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _check_sqlite(database):
    found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupError(f"SQLite finds the database damaged: {found}")


def _restore_sqlite(write):
    place = Path(connection.settings_dict["NAME"])
    part = place.with_name(PART)
    with open_private(part) as file:
        content = GunzipWriter(file)
        try:
            write(content)
        except zlib.error:
            raise BackupError("The database in the set is damaged.") from None
        sync_file(file)
    if not content.is_whole:
        raise BackupError("The database in the set is not whole.")
    with closing(sqlite3.connect(part)) as database:
        _check_sqlite(database)
    connection.close()
    for suffix in ("-wal", "-shm"):  # of the empty database
        Path(f"{place}{suffix}").unlink(missing_ok=True)
    part.replace(place)
    sync_directory(place.parent)


def _dump_postgresql(store):
    """By pg_dump in the format that pg_restore reads, of the snapshot that this process reads."""
    options = ["--format=custom", "--no-owner", "--no-privileges"]
    state = export_snapshot()
    command = [_program("pg_dump"), *options, *([f"--snapshot={state}"] if state else [])]
    with _running(command, stdout=subprocess.PIPE) as process:
        store(process.stdout)


def _restore_postgresql(write):
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    name = connection.settings_dict["NAME"]
    connection.close()
    with _running([_program("pg_restore"), *options, f"--dbname={name}"], stdin=subprocess.PIPE) as process:
        try:
            write(process.stdin)
        except BrokenPipeError:
            return  # its exit code and its words say why
        process.stdin.close()


@contextmanager
def _running(command, **streams):
    """A program of PostgreSQL on our database. Raises BackupError with its first words where it fails."""
    with subprocess.Popen(command, env=_environment(), stderr=subprocess.PIPE, **streams) as process:  # noqa: S603
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        words = process.stderr.read().decode(errors="replace").strip()
        if process.wait():
            raise BackupError(f"{Path(command[0]).name} failed: {words.splitlines()[0] if words else 'no word'}")


def _environment():
    """The environment of the programs: the database of the settings, with the password where only they see it."""
    given = connection.settings_dict
    named = {variable: str(given[key]) for key, variable in SETTINGS.items() if given.get(key)}
    named |= {variable: str(given["OPTIONS"][key]) for key, variable in OPTIONS.items() if given["OPTIONS"].get(key)}
    return os.environ | named


def _program(name):
    """Path of a program of PostgreSQL at least as new as the server: Debian keeps one of each version.

    pg_dump refuses a server that is newer than itself.
    """
    debian = {int(path.parts[-3]): path for path in Path("/usr/lib/postgresql").glob(f"[0-9]*/bin/{name}")}
    connection.ensure_connection()
    version = connection.pg_version // 10_000
    fitting = [number for number in sorted(debian) if number >= version]
    if fitting:
        return str(debian[fitting[0]])
    found = shutil.which(name)
    if not found:
        raise BackupError(f"{name} is not installed: install PostgreSQL's client programs, version {version} or newer.")
    return found
