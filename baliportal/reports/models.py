"""Reports that staff saved under a name, and what was made of them and kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from baliportal.exports.delivery.options import ExportOptions
from baliportal.exports.formats.registry import TABLE_FORMATS

SUFFIXES = [(suffix, each.label) for suffix, each in TABLE_FORMATS.items()]


class SavedReportQuerySet(models.QuerySet):
    def due(self, now):
        """What is to be made by now, the longest due first."""
        return self.filter(next_at__lte=now).order_by("next_at", "pk")


class SavedReport(models.Model):
    """A report with its filters and columns under a name, made again on a schedule where that is asked for."""

    class Every(models.TextChoices):
        NEVER = "", "only when somebody asks"
        DAY = "day", "every day"
        WEEK = "week", "every Monday"
        MONTH = "month", "on the first of every month"

    name = models.CharField(max_length=120, unique=True)
    report = models.CharField(max_length=60)
    question = models.TextField(
        "filters and columns", blank=True, help_text="What stands behind the question mark in the address of its page."
    )
    suffix = models.CharField("format", max_length=5, default="csv", choices=SUFFIXES)
    every = models.CharField("made by itself", max_length=5, choices=Every, default=Every.NEVER, blank=True)
    base = models.CharField(max_length=300, help_text="The portal's own address, for what is read elsewhere.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_reports")
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="followed_reports")
    next_at = models.DateTimeField("next", null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedReportQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "saved report"
        indexes = [models.Index(fields=["next_at"], name="saved_report_due")]
        constraints = [
            models.CheckConstraint(
                name="saved_report_rhythm_is_known", condition=Q(every__in=["", "day", "week", "month"])
            ),
            models.CheckConstraint(
                name="saved_report_with_a_rhythm_has_a_time",
                condition=Q(every="", next_at=None) | (~Q(every="") & Q(next_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def query(self):
        return QueryDict(self.question)

    @property
    def choices(self):
        """The columns and the form of its file; raises InvalidOption."""
        return ExportOptions.read(self.query)


class KeptReport(models.Model):
    """A saved report as it was made once: a file, all its rows, its manifest, and what was different since the last.

    Written once, together with the time of the next and the notices to those who follow it; never changed.
    """

    saved = models.ForeignKey(SavedReport, models.CASCADE, related_name="kept")
    made_at = models.DateTimeField(default=timezone.now)
    number = models.BigIntegerField("number of the journal")
    rows = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField("bytes")
    file = models.CharField(max_length=100, help_text="Its place below the directory of kept reports.")
    manifest = models.JSONField()
    added = models.PositiveIntegerField(null=True)
    removed = models.PositiveIntegerField(null=True)
    changed = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        verbose_name = "kept report"
        indexes = [models.Index(fields=["saved", "-made_at"], name="kept_report_newest")]

    def __str__(self):
        return f"{self.saved}, {self.made_at:%d %B %Y %H:%M}"

    @property
    def suffix(self):
        """Its own format; that of the saved report may be another by now."""
        return self.file.partition(".")[2]

    @property
    def file_name(self):
        """Under which name it is saved: the one in its manifest."""
        return self.manifest["resources"][0]["path"]
