from django.db import models
from django.utils import timezone


class AccountActQuerySet(models.QuerySet):
    """Append-only queryset: `update` and `delete` raise TypeError."""

    def update(self, **values):
        raise TypeError("The history of accounts is append-only: no row of it is ever changed.")

    def delete(self):
        raise TypeError("The history of accounts is append-only: no row of it is ever erased.")


class AccountAct(models.Model):
    """One activity on a user or group. Append-only, like the journal, and enforced by database triggers too.

    Names are stored as text, so that the history outlives the accounts. It is not part of the journal, whose readers
    expect records.
    """

    class What(models.TextChoices):
        MADE = "made", "account made"
        CHANGED = "changed", "account changed"
        DELETED = "deleted", "account deleted"
        PASSWORD = "password", "password changed"
        LINK = "link", "one-time link made"
        SET_UP = "set-up", "second factor set up"
        REPLACED = "replaced", "second factor replaced"
        OFF = "off", "second factor turned off"
        RESET = "reset", "second factor reset by an administrator"
        CODES = "codes", "new recovery codes made"
        PASSKEY = "passkey", "passkey added"
        NO_PASSKEY = "no-passkey", "passkey removed"
        SESSION = "session", "session ended"

    at = models.DateTimeField(default=timezone.now)
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=10, choices=What)
    account = models.CharField(max_length=40, help_text="Which account or group: user-12, group-3.")
    whose = models.CharField("whose account", max_length=150)
    address = models.GenericIPAddressField(null=True)
    note = models.TextField(blank=True)

    objects = AccountActQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        verbose_name = "act on an account"
        verbose_name_plural = "history of accounts"
        indexes = [models.Index(fields=["account", "-at"], name="account_act_whose")]

    def __str__(self):
        return f"{self.who}: {self.get_what_display()} ({self.whose})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The history of accounts is append-only: no row of it is ever changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The history of accounts is append-only: no row of it is ever erased.")
