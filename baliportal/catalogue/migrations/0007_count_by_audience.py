from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_history_of_everything"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["public_id", "kind", "status", "visibility"], name="entry_audience"),
        ),
    ]
