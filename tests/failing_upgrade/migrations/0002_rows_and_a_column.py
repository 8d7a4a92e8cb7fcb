"""Writes rows with foreign keys and then alters their table: what PostgreSQL refuses while checks are still due."""

from django.db import migrations


def fill(apps, schema_editor):
    agenda, entry = apps.get_model("failing_upgrade", "Agenda"), apps.get_model("catalogue", "Entry")
    agenda.objects.bulk_create(agenda(entry_id=pk) for pk in entry.objects.values_list("pk", flat=True)[:20])
    entry.objects.update(summary="Rewritten by an upgrade.")


class Migration(migrations.Migration):
    dependencies = [("failing_upgrade", "0001_new_table")]
    operations = [migrations.RunPython(fill)]
