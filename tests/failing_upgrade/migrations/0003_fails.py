from django.db import migrations, models


def fail(apps, schema_editor):
    raise RuntimeError("This upgrade fails here.")


class Migration(migrations.Migration):
    dependencies = [("failing_upgrade", "0002_rows_and_a_column")]
    operations = [
        migrations.AddField("Agenda", "title", models.CharField(max_length=10, default="")),
        migrations.RunPython(fail),
    ]
