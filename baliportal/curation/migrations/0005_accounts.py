import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from baliportal.catalogue import append_only

HISTORY = "curation_accountact"


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_term_stands_for"),
        ("curation", "0004_batches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("who", models.CharField(max_length=150)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("made", "account made"),
                            ("changed", "account changed"),
                            ("deleted", "account deleted"),
                            ("password", "password changed"),
                            ("link", "one-time link made"),
                            ("set-up", "second factor set up"),
                            ("replaced", "second factor replaced"),
                            ("off", "second factor turned off"),
                            ("reset", "second factor reset by an administrator"),
                            ("codes", "new recovery codes made"),
                        ],
                        max_length=10,
                    ),
                ),
                ("account", models.CharField(help_text="Which account or group: user-12, group-3.", max_length=40)),
                ("whose", models.CharField(max_length=150, verbose_name="whose account")),
                ("address", models.GenericIPAddressField(null=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "act on an account",
                "verbose_name_plural": "history of accounts",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["account", "-at"], name="account_act_whose")],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("password", "password alone"),
                            ("code", "password and code"),
                            ("recovery", "password and recovery code"),
                            ("again", "password asked for again"),
                        ],
                        max_length=10,
                    ),
                ),
                ("success", models.BooleanField(verbose_name="succeeded")),
                ("address", models.GenericIPAddressField(null=True)),
                ("agent", models.CharField(blank=True, max_length=200, verbose_name="browser")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-in",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["user", "-at"], name="sign_in_of_user"),
                    models.Index(fields=["address", "-at"], name="sign_in_from_address"),
                    models.Index(fields=["at"], name="sign_in_age"),
                ],
            },
        ),
        migrations.RunPython(
            lambda apps, editor: append_only.install(apps, editor, table=HISTORY),
            lambda apps, editor: append_only.remove(apps, editor, table=HISTORY),
        ),
    ]
