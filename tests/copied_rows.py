"""Copies all rows of an SQLite database into a migrated PostgreSQL one, keys and journal as they are.

To load the starter content anew takes 40 seconds there. What only PostgreSQL does at a load is tested by the tests that
load; all others need the rows.
"""

from types import SimpleNamespace

import dj_database_url
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.models.sql import InsertQuery

BATCH = 1_000


def copy_rows(path):
    """Replace the rows of every table by those of the SQLite file at `path`."""
    sqlite = dj_database_url.parse(f"sqlite:///{path}") | {"OPTIONS": {}}  # those of PostgreSQL mean nothing to it
    connections.databases["copied"] = connections.databases["default"] | sqlite
    tables = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger and no order: all fits together
            names = ", ".join(f'"{table._meta.db_table}"' for table in tables)
            cursor.execute(f"TRUNCATE {names}")
            for table in tables:
                _copy_table(table)
            for statement in connection.ops.sequence_reset_sql(no_style(), tables):
                cursor.execute(statement)
    finally:
        connections["copied"].close()
        del connections.databases["copied"]


def _copy_table(table):
    fields = table._meta.local_concrete_fields
    rows = models.QuerySet(table, using="copied").order_by().values(*(field.attname for field in fields))
    rows = [SimpleNamespace(pk=row[table._meta.pk.attname], **row) for row in rows]
    for start in range(0, len(rows), BATCH):
        query = InsertQuery(table)
        query.insert_values(fields, rows[start : start + BATCH], raw=True)
        query.get_compiler(connection=connection).execute_sql()
