from django.db import migrations, models
from django.db.models import F


def take_last_public_change(apps, schema_editor):
    """Records of an earlier release begin with their last public change of any field, which is no earlier."""
    entries = apps.get_model("catalogue", "Entry").objects.using(schema_editor.connection.alias)
    entries.exclude(public_updated_at=None).update(facts_updated_at=F("public_updated_at"))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_other_names")]
    operations = [
        migrations.AddField(
            model_name="entry",
            name="facts_updated_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="last public change of a fact"),
        ),
        migrations.RunPython(take_last_public_change, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["-facts_updated_at", "-id"], name="entry_newest_facts"),
        ),
    ]
