from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Status


class ScheduledMoveQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ScheduledMove.State.WAITING)

    def due(self, now):
        """Filter to moves that are due at `now`, the earliest first."""
        return self.waiting().filter(at__lte=now).order_by("at", "pk")

    def embargoes(self, now):
        """Filter to publications scheduled after `now`; until then nobody may publish the entry."""
        return self.waiting().filter(to=Status.PUBLISHED, at__gt=now)


class ScheduledMove(models.Model):
    """A workflow move scheduled for a time: publication after an embargo, or withdrawal.

    Housekeeping carries out what is due. A row is closed once and stays as a trace.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        REFUSED = "refused"
        CANCELLED = "cancelled"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="scheduled_moves")
    to = models.CharField(
        "what is to be", max_length=12, choices=[(s.value, s.label) for s in (Status.PUBLISHED, Status.WITHDRAWN)]
    )
    at = models.DateTimeField("at (UTC)")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="scheduled_moves")
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    outcome = models.TextField(blank=True, help_text="Why it was refused.")

    objects = ScheduledMoveQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        verbose_name = "scheduled move"
        indexes = [models.Index(fields=["at"], name="scheduled_move_due", condition=Q(state="waiting"))]
        constraints = [
            models.UniqueConstraint(
                name="move_is_scheduled_once", fields=["entry", "to"], condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="scheduled_move_goes_somewhere_known", condition=Q(to__in=["published", "withdrawn"])
            ),
            models.CheckConstraint(
                name="scheduled_move_closed_says_when",
                condition=Q(state="waiting", closed_at=None) | (~Q(state="waiting") & Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"“{self.entry}” to be {self.get_to_display().lower()} at {self.at:%d %B %Y %H:%M} UTC"

    def close(self, state, *, now, by="", outcome=""):
        """Close the move; return False if it is closed already. Inside a transaction the row stays locked."""
        waiting = type(self).objects.waiting().filter(pk=self.pk)
        return waiting.update(state=state, closed_at=now, closed_by=by[:150], outcome=outcome) == 1
