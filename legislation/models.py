from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_date_fields import PartialDateField

from .coverage_check import CoverageCheck
from .treaty_models import TerritorialApplication, Treaty, TreatyAction, TreatyArticle, TreatyStanding

__all__ = [
    "Agreement",
    "CoverageCheck",
    "Law",
    "LawRelation",
    "Provision",
    "TerritorialApplication",
    "Treaty",
    "TreatyAction",
    "TreatyArticle",
    "TreatyStanding",
]

RATIFIES_A_TREATY = (
    "A law is recorded here as ratifying a treaty. Where it ratifies an agreement, name the law in the agreement's "
    "own record, under “Ratified by”."
)


class Law(Entry):
    """An act, code, decree or plan of one state; its `date` is the enactment, its `countries` the jurisdiction."""

    class LegalStatus(models.TextChoices):
        NOT_YET = "not-yet-in-force", "not yet in force"
        IN_FORCE = "in-force", "in force"
        AMENDED = "amended", "in force, as amended"
        REPEALED = "repealed"

    class Translation(models.TextChoices):
        OFFICIAL = "official"
        UNOFFICIAL = "unofficial"
        MACHINE = "machine", "made by machine"

    number = models.CharField(max_length=120, blank=True)
    legal_status = models.CharField(max_length=20, choices=LegalStatus, blank=True)
    assent_date = PartialDateField("assent")
    gazetted_date = PartialDateField("gazetted")
    in_force_date = PartialDateField("in force")
    commencement_note = models.TextField(blank=True)
    repealed_date = PartialDateField("repealed")
    translation_url = models.URLField("address of a translation", max_length=1000, blank=True)
    translation = models.CharField("kind of translation", max_length=12, choices=Translation, blank=True)
    archive_links = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="law_status_is_known",
                condition=Q(legal_status__in=["", "not-yet-in-force", "in-force", "amended", "repealed"]),
            ),
        ]

    def clean(self):
        super().clean()
        if self.date and self.repealed_date and self.repealed_date.surely_before(self.date):
            raise ValidationError({"repealed_date": "The law is repealed before it is enacted."})


class LawRelation(Part):
    """The effect of a law on another: amends, replaces, implements or repeals it; or on a treaty, which it ratifies."""

    class Relation(models.TextChoices):
        AMENDS = "amends"
        REPLACES = "replaces"
        IMPLEMENTS = "implements"
        REPEALS = "repeals"
        RATIFIES = "ratifies"

    whole = "law"

    law = models.ForeignKey(Law, models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=12, choices=Relation)
    target = models.ForeignKey(Entry, models.PROTECT, related_name="affected_by")

    class Meta:
        ordering = ["relation", "target__title"]
        constraints = [
            models.UniqueConstraint(name="law_relation_stands_once", fields=["law", "relation", "target"]),
            models.CheckConstraint(name="law_does_nothing_to_itself", condition=~Q(law=F("target"))),
        ]

    def __str__(self):
        return f"{self.relation} {self.target}"

    def clean(self):
        if self.relation == self.Relation.RATIFIES and self.target_id and self.target.kind != "treaty":
            raise ValidationError({"target": RATIFIES_A_TREATY})


class Agreement(Entry):
    """An agreement or arrangement between states; its `date` is the signature, its `countries` the parties."""

    class LegalStatus(models.TextChoices):
        SIGNED = "signed", "signed, not in force"
        IN_FORCE = "in-force", "in force"
        SUPERSEDED = "superseded"
        TERMINATED = "terminated"

    legal_status = models.CharField(max_length=20, choices=LegalStatus, blank=True)
    in_force_date = PartialDateField("in force")
    binding = models.BooleanField(null=True, blank=True, help_text="Legally binding, not binding, or not known.")
    party_organisations = models.ManyToManyField("members.Organisation", blank=True, related_name="agreements")
    ratifying_laws = models.ManyToManyField(Law, blank=True, related_name="ratified_agreements")
    supersedes = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="superseded_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_status_is_known",
                condition=Q(legal_status__in=["", "signed", "in-force", "superseded", "terminated"]),
            ),
        ]


class Provision(Part):
    """The text of one place in a law, with the treaty article it answers."""

    whole = "law"

    law = models.ForeignKey(Law, models.CASCADE, related_name="provisions")
    pinpoint = models.CharField(max_length=80, help_text="Where in the law, as “s 12” or “Art. 5(2)”.")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    translation = models.TextField(blank=True)
    treaty = models.ForeignKey(Treaty, models.PROTECT, null=True, blank=True, related_name="provisions")
    article = models.CharField(max_length=40, blank=True, help_text="The article of the treaty, as “5”.")
    in_force_date = PartialDateField("in force")
    source_url = models.URLField("source address", max_length=1000, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pinpoint"]
        constraints = [
            models.UniqueConstraint(
                name="provision_stands_once", fields=["law", "pinpoint", "treaty", "article", "language"]
            ),
            models.UniqueConstraint(
                name="provision_without_treaty_stands_once",
                fields=["law", "pinpoint", "article", "language"],
                condition=Q(treaty=None),
            ),
            models.CheckConstraint(
                name="provision_names_the_treaty_of_its_article", condition=Q(article="") | Q(treaty__isnull=False)
            ),
        ]

    def __str__(self):
        return self.pinpoint
