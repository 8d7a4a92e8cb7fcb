from django.db import migrations, models

from baliportal.catalogue import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_former_ids_and_the_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeletedRecord",
            fields=[],
            options={
                "ordering": ["-number"],
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("catalogue.change",),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["-number", "at", "route", "verb", "kind", "batch", "title"], name="change_acts"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["who", "-number", "batch"], name="change_who"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(condition=models.Q(("verb", "deleted")), fields=["-number"], name="change_deletions"),
        ),
        migrations.RunPython(append_only.refuse_truncate, append_only.allow_truncate),
    ]
