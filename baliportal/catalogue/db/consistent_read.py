"""Consistent reads: many queries over one committed state of the database, whatever is written meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from ..journal.head import Head, newest_head

# JIT is off, as compiling each of many statements costs more than it saves.
READER = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL jit = off"


@contextmanager
def snapshot() -> Iterator[Head]:
    """Read everything inside from one state and yield the journal's `Head` of it. Nothing may be written inside.

    Inside a transaction that is open already, the state is that transaction's.
    """
    if connection.in_atomic_block:
        yield newest_head()
        return
    with _as_reader(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(READER)
        yield newest_head()


def export_snapshot() -> str | None:
    """Return the id with which other threads may join the state that this thread reads inside `snapshot`.

    None where they may not: on SQLite, and in a transaction that may hold uncommitted writes.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN current_setting('transaction_read_only')::bool THEN pg_export_snapshot() END")
        return cursor.fetchone()[0]


@contextmanager
def join_snapshot(name: str) -> Iterator[None]:
    """Read everything inside from the state that another thread exported under this id and still has open."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"{READER}; SET TRANSACTION SNAPSHOT %s", [name])
        yield


@contextmanager
def _as_reader():
    """Open deferred transactions on SQLite: the others take the write lock at once, which a reader must not."""
    connection.ensure_connection()
    mode = getattr(connection, "transaction_mode", None)
    if mode:
        connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        if mode:
            connection.transaction_mode = mode
