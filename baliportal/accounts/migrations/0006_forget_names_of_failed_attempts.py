from django.db import migrations


def forget_attempts(apps, schema_editor):
    """Delete attempts stored under names as they were typed, among which passwords can be; locks last minutes only."""
    apps.get_model("axes", "AccessAttempt").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_passkeys"), ("axes", "0010_accessattemptexpiration")]

    operations = [migrations.RunPython(forget_attempts, migrations.RunPython.noop)]
