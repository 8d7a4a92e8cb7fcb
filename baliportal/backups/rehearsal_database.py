"""A database for the time of a rehearsal; knows which engine is used."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import DatabaseError, connection

from baliportal.environment import text

from .errors import BackupError

PREFIX = "portal_rehearsal_"
UNUSED = """
    SELECT datname FROM pg_database WHERE starts_with(datname, %s)
    AND datname NOT IN (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)
"""


@contextmanager
def rehearsal_database() -> Iterator[str]:
    """Yield the DATABASE_URL of an empty database, which is removed afterwards: "" for SQLite in PORTAL_VAR.

    On PostgreSQL it is made on the same server, as only there is the version known to fit. Raises BackupError where the
    account may not make one.
    """
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"{PREFIX}{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        _drop_unused(cursor)
        try:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except DatabaseError:
            user = connection.settings_dict["USER"]
            raise BackupError(f'A rehearsal needs a database of its own: ALTER ROLE "{user}" CREATEDB.') from None
    try:
        yield urlsplit(text("DATABASE_URL"))._replace(path=f"/{name}").geturl()
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _drop_unused(cursor):
    """Drop what processes that were killed left: databases of rehearsals that nobody is connected to."""
    cursor.execute(UNUSED, [PREFIX])
    for (left,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE IF EXISTS "{left}"')
