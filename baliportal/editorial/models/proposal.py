from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from baliportal.accounts.row_permissions import acts_for_one_state, visible_to
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Change, Entry


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Filter to proposals that wait for a decision."""
        return self.filter(state=Proposal.State.OPEN)

    def visible_to(self, user):
        """Filter to what the user may see; people bound to one state see their own, for records they may see."""
        if not acts_for_one_state(user):
            return self
        return self.filter(by=user, entry__in=visible_to(user, Entry.objects.all()))

    def declined_lately(self, user, days=30):
        """Filter to the user's proposals declined in the last `days`, without a later one for the same record."""
        later = Proposal.objects.filter(by=user, entry=OuterRef("entry"), pk__gt=OuterRef("pk"))
        since = timezone.now() - timezone.timedelta(days=days)
        return self.filter(~Exists(later), by=user, state=Proposal.State.DECLINED, decided_at__gte=since)


class Proposal(models.Model):
    """An edit to a published entry, proposed by one person and decided on by another.

    It stores the whole record as proposed, and the number of the change it is based on; the edit is the difference
    between the two.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="proposals")
    base = models.BigIntegerField("made on top of change")
    stored_record = models.JSONField("record as proposed", help_text="Under the schema of the day it was proposed.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    made_at = models.DateTimeField("proposed at", default=timezone.now)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["state", "-made_at"], name="proposal_newest_of_state")]
        constraints = [
            models.CheckConstraint(
                name="proposal_state_is_known", condition=Q(state__in=["open", "accepted", "declined", "withdrawn"])
            ),
            models.CheckConstraint(
                name="proposal_decided_says_by_whom_and_when",
                condition=Q(state="open", decided_by=None, decided_at=None)
                | (~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"Proposal {self.pk} for “{self.entry}”"

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def record(self):
        """The record as proposed, converted to the present schema; fields added since are left out."""
        return schema_of(self.entry).canonical_part(self.stored_record)

    @record.setter
    def record(self, record):
        self.stored_record = record

    @property
    def base_record(self):
        """The record on which the proposal is based."""
        return Change.objects.get(number=self.base).record
