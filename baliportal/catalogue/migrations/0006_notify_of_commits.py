"""PostgreSQL tells its listeners of each commit that moves the head of the journal; SQLite is polled."""

from django.db import migrations

# Without a payload, so that one transaction leaves one notification however often it moves the head.
CREATE = (
    """CREATE FUNCTION catalogue_journal_notify() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_notify('catalogue_journal', ''); RETURN NULL; END $$""",
    """CREATE TRIGGER catalogue_journalhead_notify AFTER INSERT OR UPDATE ON catalogue_journalhead
        FOR EACH ROW EXECUTE FUNCTION catalogue_journal_notify()""",
)
DROP = (
    "DROP TRIGGER catalogue_journalhead_notify ON catalogue_journalhead",
    "DROP FUNCTION catalogue_journal_notify()",
)


def on_postgresql(statements):
    def run(apps, schema_editor):
        for statement in statements if schema_editor.connection.vendor == "postgresql" else ():
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_facts_updated_at")]

    operations = [migrations.RunPython(on_postgresql(CREATE), on_postgresql(DROP))]
