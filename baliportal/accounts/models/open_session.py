from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone


class OpenSessionQuerySet(models.QuerySet):
    def alive(self, now=None):
        """Sessions that still open pages: not signed out, not ended, and within both limits of time."""
        now = now or timezone.now()
        kept = Session.objects.filter(expire_date__gt=now).values("session_key")
        idle, longest = now - settings.SESSION_IDLE, now - settings.SESSION_LONGEST
        return self.filter(key__in=kept, last_used__gt=idle, since__gt=longest)


class OpenSession(models.Model):
    """One sign-in that is not signed out yet: Django's own sessions do not tell whose they are.

    The key is that of Django's session, without which this row means nothing. Housekeeping deletes what is left over.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_sessions")
    key = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField(default=timezone.now)
    last_used = models.DateTimeField(default=timezone.now, help_text="To the minute.")
    address = models.GenericIPAddressField(null=True, help_text="Of the sign-in.")
    agent = models.CharField("browser", max_length=200, blank=True)

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_used", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"the session since {self.since:%d %B %Y %H:%M} from {self.address or 'an address that is not recorded'}"
