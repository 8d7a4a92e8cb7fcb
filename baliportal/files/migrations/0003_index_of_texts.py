from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0002_stored_files")]

    operations = [
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("text_sha256", ""), _negated=True), fields=["text_sha256"], name="files_text"
            ),
        ),
    ]
