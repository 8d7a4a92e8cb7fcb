from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Users, roles and permissions, sign-in and the history of accounts."""

    name = "baliportal.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self):
        from .groups import sync_groups

        post_migrate.connect(sync_groups, sender=self, dispatch_uid="sync role groups")
