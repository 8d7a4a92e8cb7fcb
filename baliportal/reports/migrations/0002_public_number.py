"""The number of a kept report is the public one: only its name changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="keptreport", name="number", field=models.BigIntegerField(verbose_name="public number")
        )
    ]
