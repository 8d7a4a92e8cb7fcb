from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_archives_of_files")]

    operations = [
        migrations.RenameField(model_name="batch", old_name="form", new_name="schema_name"),
        migrations.AlterField(
            model_name="batch",
            name="schema_name",
            field=models.CharField(
                help_text="Name of the record schema of the rows: law, topic and so on; files for an archive of them.",
                max_length=20,
                verbose_name="records of",
            ),
        ),
    ]
