from django.db import models

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Country, Entry


class Campaign(Entry):
    """A campaign; its `date` is its first day."""

    class State(models.TextChoices):
        RUNNING = "running"
        OVER = "over"

    state = models.CharField(max_length=12, choices=State, blank=True)
    slogan = models.CharField(max_length=200, blank=True)
    sponsor = models.ForeignKey("members.Organisation", models.PROTECT, null=True, blank=True, related_name="campaigns")


class Stop(Part):
    """A country that a campaign goes to."""

    whole = "campaign"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="stops")
    country = models.ForeignKey(Country, models.PROTECT, related_name="campaign_stops")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["country__name", "pk"]
