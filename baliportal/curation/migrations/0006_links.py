import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_term_stands_for"),
        ("curation", "0005_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalPlace",
            fields=[
                ("reader", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="WebAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("address", models.CharField(max_length=1000)),
                ("host", models.CharField(blank=True, max_length=255)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("unchecked", "not checked yet"),
                            ("ok", "works"),
                            ("moved", "moved for good"),
                            ("forbidden", "cannot tell: the server refuses us"),
                            ("robots", "cannot tell: robots.txt asks us to stay away"),
                            ("certificate", "certificate not trusted"),
                            ("slow", "no answer in time"),
                            ("failing", "the server fails"),
                            ("dead", "gone"),
                            ("private", "not a public address"),
                            ("unusable", "not an address that can be opened"),
                        ],
                        default="unchecked",
                        max_length=12,
                    ),
                ),
                ("status_code", models.PositiveSmallIntegerField(null=True, verbose_name="HTTP status")),
                ("leads_to", models.CharField(blank=True, max_length=2000)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("checked_at", models.DateTimeField(null=True, verbose_name="checked")),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="next check")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="failures in a row")),
                ("failing_days", models.PositiveIntegerField(default=0, verbose_name="days on which it failed")),
                ("failing_since", models.DateTimeField(null=True)),
                ("fine_by", models.CharField(blank=True, max_length=150, verbose_name="marked as fine by")),
                ("fine_at", models.DateTimeField(null=True, verbose_name="marked as fine")),
            ],
            options={
                "verbose_name": "link",
                "ordering": ["host", "address"],
                "default_permissions": ("view", "change"),
                "indexes": [
                    models.Index(fields=["due_at"], name="web_address_due"),
                    models.Index(fields=["host", "address"], name="web_address_host"),
                    models.Index(fields=["result"], name="web_address_result"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("column", models.CharField(max_length=60)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="link_uses", to="catalogue.entry"
                    ),
                ),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="curation.webaddress"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("address", "entry", "column"), name="link_use_stands_once")
                ],
            },
        ),
    ]
