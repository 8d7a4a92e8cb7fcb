"""Recording of runs. A job that ended is not made undone by a record that cannot be written."""

import logging

from django.db import DatabaseError

from .models import JobRun

log = logging.getLogger(__name__)


def record_run(job, *, failed):
    try:
        JobRun.objects.record(job, failed=failed)
    except DatabaseError:
        log.exception("The end of %s cannot be recorded", job)
