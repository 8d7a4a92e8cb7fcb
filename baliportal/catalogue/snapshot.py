"""Reading at length from one committed state of the database, whatever is written meanwhile."""

from contextlib import contextmanager

from django.db import connection, transaction

from .models import JournalHead


@contextmanager
def snapshot():
    """Everything read inside is of one state; gives the journal's number of that state. Nothing may be written inside.

    Inside a transaction that is under way already, the state is that transaction's.
    """
    if connection.in_atomic_block:
        yield JournalHead.current()
        return
    with _as_reader(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL jit = off")  # compiling each of many batches costs more than it saves
        yield JournalHead.current()


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
