"""Sentences for the desk where housekeeping or the backup has not run for too long."""

from datetime import timedelta

from django.utils import timezone

from .models import JobRun

LONGEST_PAUSE = timedelta(days=1)


def warnings():
    """Return the sentences; none while housekeeping runs at least once a day."""
    last = JobRun.objects.last_success()
    if last is None:
        return ["Housekeeping has never run on this portal: nothing scheduled is published, no notices are sent."]
    if timezone.now() - last <= LONGEST_PAUSE:
        return []
    day = f"{last:%-d %B %Y, %H:%M} UTC"
    return [f"Housekeeping has not run since {day}: nothing scheduled is published, no notices are sent."]
