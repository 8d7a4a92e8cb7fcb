from django.db import models
from django.db.models import Q

from baliportal.catalogue.kinds import find, label_of
from baliportal.catalogue.models import Entry


class NewerStarterValueQuerySet(models.QuerySet):
    def waiting(self):
        """Filter to values about which nobody has decided."""
        return self.filter(state=NewerStarterValue.State.WAITING)


class NewerStarterValue(models.Model):
    """A value that newer starter content has for a field which a curator changed: taken, kept out, or waiting.

    The loader of the starter content keeps the rows up to date. The value of a row never changes: a newer one is a new
    row, so a decision is always about the value that was shown.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waits for a decision"
        KEPT = "kept", "ours was kept"
        TAKEN = "taken"

    subject = models.CharField(max_length=12, help_text="Public id of the entry or term.")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+", help_text="None for a term.")
    kind = models.CharField(max_length=20)
    title = models.CharField("record", max_length=500)
    field = models.CharField(max_length=60)
    value = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = NewerStarterValueQuerySet.as_manager()

    class Meta:
        ordering = ["title", "field"]
        default_permissions = ("view", "change")
        verbose_name = "newer starter content"
        verbose_name_plural = "newer starter content"
        constraints = [
            models.UniqueConstraint(name="starter_offers_one_value_for_a_field", fields=["subject", "field"]),
            models.CheckConstraint(
                name="decision_on_starter_content_says_when",
                condition=Q(state="waiting", decided_at=None) | (~Q(state="waiting") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.field_label} of “{self.title}”"

    @property
    def schema_field(self):
        """The field of the record schema; None where a release removed it."""
        schema = find(self.kind)
        return next((field for field in schema.fields if field.name == self.field), None) if schema else None

    @property
    def field_label(self):
        return self.schema_field.label if self.schema_field else self.field

    @property
    def kind_label(self):
        return label_of(self.kind)
