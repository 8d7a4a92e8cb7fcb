from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("legislation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="law",
            name="archive_links",
            field=models.BooleanField(default=False),
        ),
    ]
