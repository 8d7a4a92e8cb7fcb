"""Gauges, measured when they are asked for."""

import logging
import os
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily

from baliportal.backups.rehearsal import age_of_newest
from baliportal.catalogue.models import JournalHead
from baliportal.search.index.index import IndexUnusable
from baliportal.search.index.sync import index_for_reading

from .models import JobRun

log = logging.getLogger(__name__)


class Gauges:
    """Collector. A gauge that cannot be measured is left out: an old or made-up value would hide the fault."""

    def collect(self):
        for name, meaning, measure in GAUGES:
            try:
                samples = list(measure())
            except (DatabaseError, OSError, IndexUnusable):
                log.warning("The gauge %s cannot be measured.", name)
                continue
            labels = [*samples[0][0]] if samples else []
            family = GaugeMetricFamily(name, meaning, labels=labels)
            for label, value in samples:
                family.add_metric(list(label.values()), value)
            yield family


def index_lag():
    yield {}, max(0, JournalHead.current() - index_for_reading().number)


def spool_bytes():
    """Bytes of the cache of export files, which other processes write to and sweep at the same time."""
    total = 0
    for directory, _, names in os.walk(settings.EXPORTS_ROOT):
        for name in names:
            with suppress(FileNotFoundError):
                total += os.stat(os.path.join(directory, name)).st_size
    yield {}, total


def job_successes():
    for run in JobRun.objects.exclude(succeeded_at=None):
        yield {"job": run.job}, run.succeeded_at.timestamp()


def job_failures():
    for run in JobRun.objects.all():
        yield {"job": run.job}, int(run.failed)


def backup_age():
    """Seconds since the newest backup in BACKUP_DIR was made; nothing where there is none or no directory is named."""
    age = age_of_newest() if settings.BACKUPS.directory else None
    if age is not None:
        yield {}, age.total_seconds()


GAUGES = (
    ("portal_index_lag_changes", "Changes of the journal that the search index of this machine lacks.", index_lag),
    ("portal_spool_bytes", "Bytes of the cache of export files.", spool_bytes),
    ("portal_job_last_success_timestamp_seconds", "When a periodic job last ended well.", job_successes),
    ("portal_backup_age_seconds", "Seconds since the newest backup was made.", backup_age),
    ("portal_job_failed", "1 where the last run of a periodic job failed.", job_failures),
)
