"""The database as it was before the first test, to be given back to tests that commit: to load it anew takes seconds."""

import sqlite3

from django.db import connection, transaction

KEPT = sqlite3.connect(":memory:", check_same_thread=False)
SCHEMA = "started"  # where PostgreSQL keeps a copy of each table


def keep():
    if connection.vendor == "sqlite":
        connection.connection.backup(KEPT)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'CREATE UNLOGGED TABLE {SCHEMA}."{table}" AS TABLE "{table}"')


def give_back():
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        KEPT.backup(connection.connection)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables))
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger and no order: all fits together
        for table in tables:
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM {SCHEMA}."{table}"')
