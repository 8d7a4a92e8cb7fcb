from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from baliportal.catalogue.addresses import Addressed
from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Country, Entry, EntryQuerySet
from baliportal.catalogue.partial_date_fields import PartialDateField
from baliportal.catalogue.partial_dates import PartialDate, period_in_words


class Series(Addressed):
    """A numbered series of meetings, such as the ministerial conferences."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    mechanism = models.CharField(max_length=200, blank=True, help_text="The body or group that the meetings belong to.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"

    def __str__(self):
        return self.name


class WorkshopQuerySet(EntryQuerySet):
    def upcoming(self, on):
        """Meetings not yet over on that day, as far as their dates tell."""
        today = PartialDate.of(on)
        ahead = Q(date__gte=str(today)) | Q(end_date__gte=str(today)) | Q(date__in=[f"{on:%Y}", f"{on:%Y-%m}"])
        return self.filter(ahead, event_status__in=["planned", "postponed"]).order_by("date")

    def held(self):
        return self.filter(event_status="held").exclude(date="").order_by(F("date").desc())


class Workshop(Entry):
    """Any meeting of the process or of its partners; its `date` is the first day."""

    class EventStatus(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        POSTPONED = "postponed"
        CANCELLED = "cancelled"

    class Format(models.TextChoices):
        IN_PERSON = "in-person", "in person"
        VIRTUAL = "virtual"
        HYBRID = "hybrid"

    end_date = PartialDateField("last day")
    time_zone = models.CharField(max_length=40, blank=True, help_text="IANA name, as Asia/Jakarta.")
    format = models.CharField(max_length=12, choices=Format, blank=True)
    city = models.CharField(max_length=100, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="meetings_here")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="meetings")
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True, help_text="14 for the fourteenth of its series.")
    mechanism = models.CharField("parent mechanism", max_length=200, blank=True)
    host_countries = models.ManyToManyField(Country, blank=True, related_name="hosted_meetings")
    host_organisations = models.ManyToManyField("members.Organisation", blank=True, related_name="hosted_meetings")
    co_chairs = models.ManyToManyField(Country, blank=True, related_name="chaired_meetings")
    funders = models.ManyToManyField("members.Organisation", blank=True, related_name="funded_meetings")
    event_status = models.CharField("held or planned", max_length=12, choices=EventStatus, default=EventStatus.PLANNED)
    outcomes = models.TextField(blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_status_is_known",
                condition=Q(event_status__in=["planned", "held", "postponed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="ordinal_counts_in_a_series", condition=Q(ordinal=None) | Q(series__isnull=False)
            ),
        ]

    def clean(self):
        super().clean()
        if self.date and self.end_date and self.end_date.surely_before(self.date):
            raise ValidationError({"end_date": "The last day lies before the first."})

    @property
    def period_in_words(self):
        return period_in_words(self.date, self.end_date)


class Attendance(Part):
    """The attendance of a country or organisation at a meeting, in one role."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant"
        OBSERVER = "observer"
        SPEAKER = "speaker"
        ORGANISER = "organiser"

    whole = "workshop"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="attendances")
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="attendances")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    role = models.CharField(max_length=20, choices=Role, default=Role.PARTICIPANT)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["role", "country__name"]
        verbose_name = "participant"
        constraints = [
            models.CheckConstraint(
                name="participant_is_a_country_or_an_organisation",
                condition=Q(country=None, organisation__isnull=False) | Q(country__isnull=False, organisation=None),
            ),
            models.UniqueConstraint(name="country_takes_part_once", fields=["workshop", "country", "role"]),
            models.UniqueConstraint(name="organisation_takes_part_once", fields=["workshop", "organisation", "role"]),
        ]

    def __str__(self):
        return str(self.country or self.organisation)
