"""Runs of periodic jobs, in the database: web machines see what the machine that runs housekeeping did."""

from django.db import models
from django.utils import timezone


class JobRunQuerySet(models.QuerySet):
    def record(self, job, *, failed):
        """Note that a job ended now. A failure leaves the time of the last success as it is."""
        now = timezone.now()
        times = {"ended_at": now, "failed": failed} | ({} if failed else {"succeeded_at": now})
        self.update_or_create(job=job, defaults=times)

    def last_success(self):
        """The latest time at which any job ended well; None where none ever has."""
        return self.aggregate(latest=models.Max("succeeded_at"))["latest"]


class JobRun(models.Model):
    """The last run of one job."""

    job = models.CharField(max_length=50, unique=True)
    ended_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    failed = models.BooleanField()

    objects = JobRunQuerySet.as_manager()

    def __str__(self):
        return self.job
