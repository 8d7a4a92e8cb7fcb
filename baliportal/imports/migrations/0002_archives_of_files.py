from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="batch",
            name="origin",
            field=models.CharField(
                choices=[("import", "import"), ("files", "file import"), ("bulk-edit", "bulk edit")],
                max_length=10,
                verbose_name="way",
            ),
        ),
        migrations.AlterField(
            model_name="batch",
            name="form",
            field=models.CharField(
                help_text="The record form of the rows: law, topic and so on; files for an archive of them.",
                max_length=20,
                verbose_name="records of",
            ),
        ),
    ]
