import django.db.models.deletion
from django.db import migrations, models

from baliportal.curation.access.recovery_codes import keep


def keep_what_they_are_known_by(apps, schema_editor):
    """Codes that are on paper go on working; the text of them is kept no longer."""
    recovery_code = apps.get_model("curation", "RecoveryCode")
    for device in apps.get_model("otp_static", "StaticDevice").objects.all():
        codes = set(device.token_set.values_list("token", flat=True))
        keep(device, sorted(codes), model=recovery_code)
    apps.get_model("otp_static", "StaticToken").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0010_findings_by_kind"),
        ("otp_static", "0003_add_timestamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to="otp_static.staticdevice",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("device", "digest"), name="recovery_code_stands_once")],
            },
        ),
        migrations.RunPython(keep_what_they_are_known_by, migrations.RunPython.noop),
    ]
