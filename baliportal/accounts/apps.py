from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Users, roles and permissions, sign-in and the history of accounts."""

    name = "baliportal.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self):
        from .groups import follow_the_table

        post_migrate.connect(follow_the_table, sender=self, dispatch_uid="groups follow the table of roles")
