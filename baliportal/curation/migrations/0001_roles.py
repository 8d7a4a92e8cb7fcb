import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def make_groups(apps, schema_editor):
    """The groups by name; after the migration they get what the table of roles says (groups.follow_the_table)."""
    for role in ("Contributor", "Editor", "Publisher", "Administrator", "Auditor"):
        apps.get_model("auth", "Group").objects.get_or_create(name=role)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalogue", "0004_term_stands_for"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Official",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="officials", to="catalogue.country"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="official",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "official of a state",
                "verbose_name_plural": "officials of states",
                "permissions": [("all_states", "Can act for every state")],
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
