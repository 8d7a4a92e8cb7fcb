"""Reading at length from one committed state of the database, whatever is written meanwhile."""

from contextlib import contextmanager

from django.db import connection, transaction

from ..journal.head import newest_head

# To compile each of many statements costs more than it saves.
READER = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL jit = off"


@contextmanager
def snapshot():
    """Everything read inside is of one state; gives the journal's `Head` in it. Nothing may be written inside.

    Inside a transaction that is under way already, the state is that transaction's.
    """
    if connection.in_atomic_block:
        yield newest_head()
        return
    with _as_reader(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(READER)
        yield newest_head()


def exported() -> str | None:
    """A name under which other threads may join the state that this one reads inside `snapshot`.

    None where they may not: on SQLite, and in a transaction that may have written what nobody else sees.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN current_setting('transaction_read_only')::bool THEN pg_export_snapshot() END")
        return cursor.fetchone()[0]


@contextmanager
def joined(name: str):
    """Everything read inside is of the state that another thread exported under this name and is still in."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"{READER}; SET TRANSACTION SNAPSHOT %s", [name])
        yield


@contextmanager
def _as_reader():
    """On SQLite our transactions take the writer's lock at their start; one that only reads must not."""
    connection.ensure_connection()
    mode = getattr(connection, "transaction_mode", None)
    if mode:
        connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        if mode:
            connection.transaction_mode = mode
