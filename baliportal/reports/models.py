"""Saved reports, and kept reports: the files that were made of them with their rows and manifests."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from baliportal.exports.delivery.options import ExportOptions
from baliportal.exports.formats.registry import TABLE_FORMATS

SUFFIXES = [(suffix, table_format.label) for suffix, table_format in TABLE_FORMATS.items()]


class SavedReportQuerySet(models.QuerySet):
    def due(self, now):
        """Saved reports whose next time has come, the longest overdue first."""
        return self.filter(next_at__lte=now).order_by("next_at", "pk")


class SavedReport(models.Model):
    """A report with its filters and options under a name, made again on a schedule if it has one.

    `question` is the query string of filters and options, `base` the portal's base address at which it was saved.
    """

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
    def options(self):
        """The options of its file; raises InvalidOption."""
        return ExportOptions.read(self.query)


class KeptReport(models.Model):
    """A saved report as it was made at one time: a file, its rows, its manifest, the differences to the one before.

    Written in one transaction with the next time and the notices to the followers; never changed afterwards.
    `added`, `removed` and `changed` are numbers of rows, None where there was nothing to compare with.
    """

    saved = models.ForeignKey(SavedReport, models.CASCADE, related_name="kept")
    made_at = models.DateTimeField(default=timezone.now)
    number = models.BigIntegerField("public number")
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
    def differences_text(self):
        """Numbers of rows that differ from the one before, a dash if there was none."""
        if self.added is None:
            return "–"
        return f"{self.added} added, {self.removed} removed, {self.changed} changed"

    @property
    def suffix(self):
        """Format of this file; that of the saved report may have changed since."""
        return self.file.partition(".")[2]

    @property
    def file_name(self):
        """Name under which a browser saves the file, from its manifest."""
        return self.manifest["resources"][0]["path"]
