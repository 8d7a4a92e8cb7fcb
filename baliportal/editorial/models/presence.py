"""Presence of people in the forms of entries."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from baliportal.catalogue.models import Entry

#: Time without a heartbeat after which a form counts as closed. Browsers let a background tab send one a minute.
PRESENCE_TIMEOUT = timedelta(seconds=90)


class PresenceQuerySet(models.QuerySet):
    def active(self, at=None):
        """Filter to forms that sent a heartbeat within PRESENCE_TIMEOUT."""
        return self.filter(seen_at__gte=(at or timezone.now()) - PRESENCE_TIMEOUT)

    def expired(self, at=None):
        return self.filter(seen_at__lt=(at or timezone.now()) - PRESENCE_TIMEOUT)


class Presence(models.Model):
    """One person with the form of one entry open; the form sends a heartbeat every few seconds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "open form"
        constraints = [models.UniqueConstraint(name="person_has_an_entry_open_once", fields=["user", "entry"])]

    def __str__(self):
        return f"{self.user.get_username()} has it open"
