from django.db import models
from django.db.models import F, Q

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_date_fields import PartialDateField


class Resource(Entry):
    """A publication, site, campaign or opportunity; its `date` is the publication, its `countries` the subject."""

    publisher = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="publications"
    )
    series = models.CharField(max_length=200, blank=True)
    edition = models.CharField(max_length=100, blank=True)
    living_document = models.BooleanField(null=True, blank=True, help_text="Kept up to date by its publisher.")
    closing_date = PartialDateField("closing date", help_text="Of an opportunity: the last day to apply.")
    meeting = models.ForeignKey("workshops.Workshop", models.PROTECT, null=True, blank=True, related_name="materials")
    endorsed_by = models.ForeignKey(
        "workshops.Workshop", models.PROTECT, null=True, blank=True, related_name="endorsed_resources"
    )
    translation_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="translations")
    archive_links = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="resource_is_no_translation_of_itself", condition=~Q(translation_of=F("pk"))),
        ]


class Mention(Part):
    """A record that a resource names, and the page of its file on which it does."""

    whole = "resource"

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="mentions")
    target = models.ForeignKey(Entry, models.PROTECT, related_name="mentioned_in")
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["page", "target__title"]
        constraints = [
            models.UniqueConstraint(name="mention_stands_once", fields=["resource", "target"]),
            models.CheckConstraint(name="resource_does_not_mention_itself", condition=~Q(resource=F("target"))),
        ]

    def __str__(self):
        return f"Page {self.page}" if self.page else "Named"


class Link(Part):
    """A further address of a resource."""

    whole = "resource"

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="links")
    url = models.URLField("address", max_length=1000)
    label = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ["label", "url"]
        constraints = [models.UniqueConstraint(name="link_stands_once", fields=["resource", "url"])]

    def __str__(self):
        return self.label or self.url
