"""The database's own refusal to change or erase a row of a history: the one place that writes engine's SQL."""

JOURNAL = "catalogue_change"
REFUSAL = "the journal is append-only"


def _installing(table):
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for verb in ("update", "delete")
        ],
        "postgresql": [
            f"""CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
            f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
        ],
    }


def _removing(table):
    return {
        "sqlite": [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")],
        "postgresql": [
            f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_refuse()",
        ],
    }


def install(apps, schema_editor, table=JOURNAL):
    """Make the database refuse; for a migration."""
    _run(_installing(table), schema_editor)


def remove(apps, schema_editor, table=JOURNAL):
    """Undo `install`."""
    _run(_removing(table), schema_editor)


# Emptying the whole table at once fires no trigger of its rows; SQLite has no such statement.


def refuse_truncate(apps, schema_editor, table=JOURNAL):
    """Make PostgreSQL refuse TRUNCATE too; for a migration, after `install`."""
    trigger = f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"""
    _run({"sqlite": [], "postgresql": [trigger]}, schema_editor)


def allow_truncate(apps, schema_editor, table=JOURNAL):
    """Undo `refuse_truncate`; tests that commit empty their tables in this way."""
    _run({"sqlite": [], "postgresql": [f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"]}, schema_editor)


def _run(statements, schema_editor):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
