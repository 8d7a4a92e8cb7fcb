import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("legislation", "0004_treaty_as_of_countries"),
    ]

    operations = [
        migrations.AddField(
            model_name="provision",
            name="note",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="provision",
            name="source_url",
            field=models.URLField(blank=True, default="", max_length=1000, verbose_name="source address"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="coveragecheck",
            name="of",
            field=models.CharField(
                default="law",
                help_text="The kind of record looked for, as “law”, or a treaty and its article, as “tip-protocol/5”.",
                max_length=80,
                verbose_name="of what",
            ),
        ),
        migrations.CreateModel(
            name="TreatyArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="The number of the article, as “5” or “6 bis”.", max_length=40)),
                ("heading", models.CharField(blank=True, max_length=200)),
                (
                    "asks",
                    models.TextField(
                        blank=True, help_text="In a sentence or two of our own.", verbose_name="what it asks"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("criminalisation", "Criminalisation"),
                            ("protection", "Protection"),
                            ("cooperation", "Cooperation"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "treaty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="legislation.treaty"
                    ),
                ),
            ],
            options={
                "ordering": [django.db.models.functions.text.Length("number"), "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("treaty", "number"), name="treaty_article_stands_once")
                ],
            },
        ),
    ]
