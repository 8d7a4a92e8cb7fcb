from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

GIVE_UP_AFTER = timedelta(days=7)


class NoticeQuerySet(models.QuerySet):
    def pending(self, now=None):
        """Notices still to be sent; fewest attempts first, so that a failing notice does not hold up the others."""
        oldest = (now or timezone.now()) - GIVE_UP_AFTER
        return self.filter(sent_at=None, created_at__gte=oldest).order_by("attempts", "created_at", "pk")

    def deliverable(self):
        """Notices whose recipient has an active account with an e-mail address."""
        return self.filter(recipient__is_active=True).exclude(recipient__email="")

    def expired(self, now=None):
        """Notices sent or given up longer ago than they are kept."""
        limit = (now or timezone.now()) - settings.RETENTION["notices"]
        return self.filter(Q(sent_at__lt=limit) | Q(sent_at=None, created_at__lt=limit - GIVE_UP_AFTER))


class Notice(models.Model):
    """A message to one account about one event, written in the transaction of the event and sent by housekeeping."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=100, help_text="The event it is about, as “report:12”.")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_notice_per_event", fields=["recipient", "key"])]
        indexes = [models.Index(fields=["sent_at", "created_at"], name="notice_pending")]

    def __str__(self):
        return f"{self.subject} ({self.key})"
