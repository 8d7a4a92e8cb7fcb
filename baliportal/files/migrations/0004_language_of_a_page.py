from django.db import migrations, models


class Migration(migrations.Migration):
    """The person who gave the language of a page, which is not told again when the file is read anew."""

    dependencies = [
        ("files", "0003_index_of_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="page",
            name="language_by",
            field=models.CharField(blank=True, max_length=150, verbose_name="language given by"),
        ),
    ]
