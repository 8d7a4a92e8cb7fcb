"""Who has which record open just now."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from baliportal.catalogue.models import Entry

#: After so long without a word an open form counts as closed. Browsers let what lies behind speak once a minute.
SILENCE = timedelta(seconds=90)


class PresenceQuerySet(models.QuerySet):
    def now(self, at=None):
        """Whose form has spoken lately."""
        return self.filter(seen_at__gte=(at or timezone.now()) - SILENCE)

    def old(self, at=None):
        return self.filter(seen_at__lt=(at or timezone.now()) - SILENCE)


class Presence(models.Model):
    """One person with the form of one entry open; the form says every few seconds that it still is."""

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
