from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from baliportal.catalogue.addresses import Addressed
from baliportal.catalogue.journal.audited_models import Part
from baliportal.catalogue.models import Country, Entry, EntryQuerySet
from baliportal.catalogue.partial_date_fields import PartialDateField
from baliportal.catalogue.partial_dates import PartialDate, last_possible_day, period_in_words

from .commitments.models import Commitment, FollowUp
from .local_times import a_clock_time, a_time_zone

__all__ = ["Attendance", "Commitment", "FollowUp", "Series", "Workshop"]


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

    def get_absolute_url(self):
        return f"/series/{self.slug}/"


class WorkshopQuerySet(EntryQuerySet):
    def upcoming(self, on):
        """Planned and postponed meetings that are not surely over before a day, the nearest first."""
        return self.not_over_before(on).filter(event_status__in=["planned", "postponed"]).order_by("date", "title")

    def held(self):
        return self.filter(event_status="held").exclude(date="").order_by(F("date").desc())

    def not_over_before(self, day):
        """Meetings of which the last day may be this or a later one."""
        return self.filter(_not_over_before(day))

    def begun_by(self, day):
        """Meetings of which the first day may be this or an earlier one; those without a date are not among them."""
        return self.filter(date__lte=str(PartialDate.of(day))).exclude(date="")


def _not_over_before(day):
    """Texts of partial dates sort as the dates do."""
    text, wider = f"{day:%Y-%m-%d}", [f"{day:%Y}", f"{day:%Y-%m}"]
    by_end = Q(end_date__gte=text) | Q(end_date__in=wider)
    return by_end | Q(Q(date__gte=text) | Q(date__in=wider), end_date="")


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
    start_time = models.CharField(
        max_length=5, blank=True, validators=[a_clock_time], help_text="Of the first day, in local time, as 09:30."
    )
    end_time = models.CharField(
        max_length=5, blank=True, validators=[a_clock_time], help_text="Of the last day, in local time, as 17:00."
    )
    time_zone = models.CharField(
        max_length=40, blank=True, validators=[a_time_zone], help_text="IANA name, as Asia/Jakarta."
    )
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
        if self.end_date and not self.date:  # it would stand on no day of the calendar
            raise ValidationError({"date": "A last day needs a first one: its year will do where no more is known."})
        if self.date and self.end_date and self.end_date.surely_before(self.date):
            raise ValidationError({"end_date": "The last day lies before the first."})
        if self.end_time and self.end_time < self.start_time and self.end_date in (None, self.date):
            raise ValidationError({"end_time": "It ends before it begins."})

    @property
    def period_in_words(self):
        return period_in_words(self.date, self.end_date)

    @property
    def last_possible_day(self):
        """The latest day on which it may end; None without a date."""
        return last_possible_day(self.date, self.end_date) if self.date else None

    @property
    def place_in_words(self):
        """City and country, as far as they are recorded."""
        return ", ".join(filter(None, [self.city, self.place.name if self.place else ""]))


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
