from django.db import models
from django.db.models import Q

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.partial_date_fields import PartialDateField


class Commitment(Entry):
    """A thing that a declaration, statement, strategy or plan asks of somebody.

    Its `type` is the class of those who are asked, its `date` that of the document or meeting, its `countries` those
    asked by name: none where all members are asked.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        IN_PROGRESS = "in-progress", "in progress"
        DONE = "done", "done"
        OVERTAKEN = "overtaken", "overtaken by later decisions"
        NOT_RECORDED = "not-recorded", "state not recorded"

    addressee = models.CharField("asked of, in words", max_length=200, blank=True)
    organisations = models.ManyToManyField(
        "members.Organisation", verbose_name="organisations asked", blank=True, related_name="commitments_asked"
    )
    meeting = models.ForeignKey(
        "workshops.Workshop", models.PROTECT, verbose_name="from the meeting", null=True, blank=True,
        related_name="commitments",
    )  # fmt: skip
    document = models.ForeignKey(
        "resources.Resource", models.PROTECT, verbose_name="from the document", null=True, blank=True,
        related_name="commitments",
    )  # fmt: skip
    paragraph = models.CharField(max_length=100, blank=True)
    due = PartialDateField("by when")
    due_note = models.CharField("by when, in words", max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.NOT_RECORDED)
    as_of = PartialDateField("state as of")
    still_open = models.TextField("what is still open", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commitment_state_is_known",
                condition=Q(state__in=["open", "in-progress", "done", "overtaken", "not-recorded"]),
            ),
        ]


class FollowUp(Part):
    """A meeting, law, resource or system that followed a commitment, and the country that acted, if one did."""

    whole = "commitment"

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="follow_ups")
    target = models.ForeignKey(
        Entry, models.PROTECT, verbose_name="what followed", related_name="commitments_followed_up"
    )
    date = PartialDateField()
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="commitments_followed_up")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["date", "target__title", "pk"]
        verbose_name = "what followed"
        verbose_name_plural = "what followed"
        constraints = [
            models.UniqueConstraint(
                name="follow_up_is_recorded_once",
                fields=["commitment", "target"],
                violation_error_message="This record is named as a follow-up already.",
            ),
            models.CheckConstraint(
                name="commitment_does_not_follow_itself", condition=~Q(commitment=models.F("target"))
            ),
        ]

    def __str__(self):
        return str(self.target)
