from django.db import models
from django.db.models import Q

from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.partial_date_fields import PartialDateField

from .help_lines.models import HelpLine, HelpLineContact
from .help_lines.translation_check import TranslationCheck

__all__ = [
    "ContactPoint", "GroupMembership", "HelpLine", "HelpLineContact", "InformationSystem", "MemberState",
    "Organisation", "Participation", "TranslationCheck",
]  # fmt: skip


class MemberState(Entry):
    """A state or territory that takes part in the Bali Process; its `date` is the day it joined."""

    country = models.OneToOneField(Country, models.PROTECT, related_name="member_state")
    official_name = models.CharField(max_length=200, blank=True)
    subregion = models.CharField(max_length=60, blank=True)
    lead_agency = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "member state"


class GroupMembership(Part):
    """The seat of a member in one of the process's groups, or its co-chair, from a date to a date."""

    class Group(models.TextChoices):
        CO_CHAIR = "co-chair", "Co-chair of the process"
        AD_HOC_GROUP = "ad-hoc-group", "Ad Hoc Group"
        STEERING_GROUP = "steering-group", "Steering Group"

    whole = "member"

    member = models.ForeignKey(MemberState, models.CASCADE, related_name="groups")
    group = models.CharField(max_length=40, choices=Group)
    since = PartialDateField()
    until = PartialDateField()

    class Meta:
        ordering = ["group", "since"]
        constraints = [
            models.UniqueConstraint(
                "member",
                "group",
                "since",
                name="seat_in_a_group_is_recorded_once",
                violation_error_message="This seat is recorded already.",
            ),
        ]

    def __str__(self):
        return self.get_group_display()


class ContactPoint(Part):
    """A role mailbox of a member's authority, never a private person; only signed-in officials see it."""

    whole = "member"

    member = models.ForeignKey(MemberState, models.CASCADE, related_name="contact_points")
    role = models.CharField(max_length=200, help_text="The function, as “Lost passport desk”; never a person's name.")
    authority = models.CharField(max_length=200, blank=True)
    mailbox = models.EmailField(help_text="The address of the function.")

    class Meta:
        ordering = ["role"]
        constraints = [models.UniqueConstraint(name="contact_point_stands_once", fields=["member", "role", "mailbox"])]

    def __str__(self):
        return self.role


class Organisation(Entry):
    """An organisation, office or forum that belongs to the process or works with it."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member organisation"
        OBSERVER = "observer", "Observer"
        PARTNER = "partner", "Partner"
        RELATED = "related", "Related body"

    acronym = models.CharField(max_length=40, blank=True)
    role = models.CharField("role in the process", max_length=20, choices=Role, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_role_is_known",
                condition=Q(role__in=["", "member", "observer", "partner", "related"]),
            ),
        ]


class InformationSystem(Entry):
    """A system that states share, such as RMAS; its `date` is the start of operation."""

    class Operation(models.TextChoices):
        PLANNED = "planned"
        PILOT = "pilot"
        OPERATIONAL = "operational"
        CLOSED = "closed"

    acronym = models.CharField(max_length=40, blank=True)
    operator = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="operated_systems")
    operational_status = models.CharField(max_length=20, choices=Operation, blank=True)

    class Meta:
        verbose_name = "information system"


class Participation(Part):
    """The part a country takes in a system: evaluating, pilot, participant; since and until when."""

    class Role(models.TextChoices):
        EVALUATING = "evaluating"
        PILOT = "pilot"
        PARTICIPANT = "participant"
        REVIEW_COMMITTEE = "review-committee", "review committee"

    whole = "system"

    system = models.ForeignKey(InformationSystem, models.CASCADE, related_name="participations")
    country = models.ForeignKey(Country, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=20, choices=Role)
    since = PartialDateField()
    until = PartialDateField()
    note = models.TextField(blank=True)
    source_url = models.URLField("source address", max_length=1000, blank=True)

    class Meta:
        ordering = ["country__name", "since"]
        constraints = [
            models.UniqueConstraint(
                "system",
                "country",
                "role",
                "since",
                name="participation_is_recorded_once",
                violation_error_message="This participation is recorded already.",
            ),
        ]

    def __str__(self):
        return f"{self.country} ({self.get_role_display()})"
