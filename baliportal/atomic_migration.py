"""All migrations of an upgrade in one transaction: one that fails leaves the database to the version that runs.

Django gives each migration a transaction of its own. When the third of five fails, neither the old version nor the new
one knows the tables that are there.
"""

from contextlib import contextmanager

from django.db import connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS


@contextmanager
def all_migrations_or_none(using=DEFAULT_DB_ALIAS):
    """Inside, the command `migrate` and what follows it are committed together or not at all.

    SQLite cannot turn the checks of foreign keys off inside a transaction, and Django's schema editor needs them off.
    So they are off from before it, and made at its end.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    connection.disable_constraint_checking()
    try:
        with transaction.atomic(using=using):
            yield
            connection.check_constraints()
    finally:
        connection.enable_constraint_checking()
