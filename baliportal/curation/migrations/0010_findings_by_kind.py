from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def tell_kinds(apps, schema_editor):
    """What is known already is told its kind; what is read from now on brings it along."""
    kind = apps.get_model("catalogue", "Entry").objects.filter(public_id=OuterRef("subject")).values("kind")
    entries = apps.get_model("catalogue", "Entry").objects.values("public_id")
    apps.get_model("curation", "Finding").objects.filter(subject__in=entries).update(kind=Subquery(kind))


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0009_batches_as_rights"),
        ("catalogue", "0006_history_of_everything"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="finding", name="finding_by_check"),
        migrations.AddField(
            model_name="finding",
            name="kind",
            field=models.CharField(default="", help_text="Kind of the entry.", max_length=20),
        ),
        migrations.RunPython(tell_kinds, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["check_name", "since", "until", "kind", "subject"], name="finding_by_check"),
        ),
    ]
