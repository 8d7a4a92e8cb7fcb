"""The triggers of the append-only histories, lifted and put back: the suite empties tables between tests that commit.

What is put back are the statements of the migrations themselves, so that a test of the refusal tests those.
"""

from importlib import import_module

MIGRATIONS = {
    "catalogue_change": "baliportal.catalogue.migrations.0001_initial",
    "accounts_accountact": "baliportal.accounts.migrations.0001_initial",
}
LIFTING = {
    "sqlite": ["DROP TRIGGER IF EXISTS {table}_no_update", "DROP TRIGGER IF EXISTS {table}_no_delete"],
    "postgresql": ["DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"],
}


def lift(connection):
    """Let the tests empty the histories: SQLite does so by DELETE, PostgreSQL by TRUNCATE."""
    with connection.cursor() as cursor:
        for table in MIGRATIONS:
            for statement in LIFTING[connection.vendor]:
                cursor.execute(statement.format(table=table))


def put_back(connection, table):
    """Install again what `lift` took away from this table."""
    taken = {"sqlite": "CREATE TRIGGER", "postgresql": f"CREATE TRIGGER {table}_no_truncate"}[connection.vendor]
    statements = import_module(MIGRATIONS[table]).TRIGGERS[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements:
            if statement.startswith(taken):
                cursor.execute(statement)
