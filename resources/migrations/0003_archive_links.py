from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0002_mentions"),
    ]

    operations = [
        migrations.AddField(
            model_name="resource",
            name="archive_links",
            field=models.BooleanField(default=False),
        ),
    ]
