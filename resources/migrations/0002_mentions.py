import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("resources", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="resources.resource"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mentioned_in", to="catalogue.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["page", "target__title"],
                "constraints": [
                    models.UniqueConstraint(fields=("resource", "target"), name="mention_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("resource", models.F("target")), _negated=True),
                        name="resource_does_not_mention_itself",
                    ),
                ],
            },
        ),
    ]
