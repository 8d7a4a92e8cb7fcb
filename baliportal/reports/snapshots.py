"""Making and keeping a saved report: its file, and its rows as JSON lines for comparison with later ones.

Both files are whole before the transaction that saves the kept report and sets the next time, so a process may be
killed at any moment. That transaction checks the time for which the report was made, so that of two processes that make
the same report one keeps it.
"""

import gzip
import hashlib
import json
import logging
import secrets
from collections import Counter
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from baliportal.catalogue.canonical import canonical
from baliportal.exports.delivery.export_cache import FileFacts
from baliportal.exports.delivery.streaming_file import Progress
from baliportal.files.storage_backends import make_synced_directory, sync_directory, sync_written

from .exports import ReportTable, SavedReportExport
from .models import KeptReport, SavedReport
from .notifications import queue_notices
from .permissions import base_url, refusal_reason
from .registry import find_report
from .row_diff import ADDED, CHANGED, REMOVED, compare

log = logging.getLogger(__name__)
ROWS_SUFFIX = ".rows.gz"
#: Age at which a file without a kept report in the database belongs to a process that was killed.
ABANDONED_AFTER = timedelta(days=1)


class NotMade(Exception):
    """The report cannot be made; the message says why."""


def make_report(saved, *, due=None):
    """Make a saved report now and return its KeptReport.

    With `due`, it is kept only if that is still its next time; returns None if another process was faster. Raises
    NotMade if the owner may no longer see the report or its question is no longer valid.
    """
    _require_possible(saved)
    stem = f"{saved.pk}-{secrets.token_hex(8)}"
    facts, export = _write_files(saved, stem)
    kept_report = KeptReport(
        saved=saved, number=facts.number, rows=facts.rows, size=facts.bytes, file=f"{stem}.{saved.suffix}",
        manifest=export.manifest(facts),
    )  # fmt: skip
    for name, count in _difference_counts(saved, saved.kept.first(), kept_report).items():
        setattr(kept_report, name, count)
    if _save(kept_report, due):
        return kept_report
    delete_files(kept_report)
    return None


def make_due_reports(now=None):
    """Make all saved reports that are due; returns (number made, number that failed)."""
    now, made, failed = now or timezone.now(), 0, 0
    for saved in SavedReport.objects.due(now):
        try:
            made += make_report(saved, due=saved.next_at) is not None
        except Exception as problem:
            failed += 1
            log.warning("The saved report “%s” was not made: %s", saved, problem)
            _set_next(saved, saved.next_at, now)
    _delete_abandoned_files(now)
    return made, failed


def next_time(every, after):
    """The next time after a moment for a schedule (`SavedReport.Every`): 3:00 UTC of a later day; None for never."""
    day = after.date() + timedelta(days=1)
    if every == SavedReport.Every.WEEK:
        day += timedelta(days=-day.weekday() % 7)
    if every == SavedReport.Every.MONTH and day.day != 1:
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return timezone.make_aware(datetime.combine(day, time(3))) if every else None


def file_path(kept_report):
    """Path of its file."""
    return Path(settings.REPORTS_ROOT) / kept_report.file


def stored_rows(kept_report):
    """The rows as they were, as dicts. Raises OSError when they are no longer there."""
    with gzip.open(rows_path(kept_report), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def delete_files(kept_report):
    """Remove its files; call it after the transaction that deletes it from the database."""
    for path in (file_path(kept_report), rows_path(kept_report)):
        path.unlink(missing_ok=True)


def rows_path(kept_report):
    """Path of its rows."""
    return file_path(kept_report).with_name(kept_report.file.partition(".")[0] + ROWS_SUFFIX)


def current_rows(saved):
    """The rows as they are today, as dicts. Raises NotMade."""
    _require_possible(saved)
    report = find_report(saved.report)
    return ReportTable(report, report.bind_filters(saved.query), base_url(saved)).records()


def differences(saved, before, after):
    """Differences between two answers to the question, both iterables of dicts, in its chosen columns."""
    report = find_report(saved.report)
    names = [column.name for column in saved.options.required_columns(report.columns)]
    before, after = (map(partial(canonical, report.columns), rows) for rows in (before, after))
    return compare(before, after, report.key, names)


def _require_possible(saved):
    reason = refusal_reason(saved)
    if reason:
        raise NotMade(reason)


def _write_files(saved, stem):
    """Write both files and give each its name once it is whole; returns the FileFacts and the export."""
    directory = Path(settings.REPORTS_ROOT)
    make_synced_directory(directory)
    progress, digest, size = Progress(), hashlib.sha256(), 0
    file, rows = directory / f"{stem}.part", directory / f"{stem}{ROWS_SUFFIX}.part"
    with file.open("wb") as out, gzip.open(rows, "wt", encoding="utf-8", compresslevel=3) as lines:
        export = SavedReportExport(saved, lines)
        for chunk in export.chunks(progress):
            out.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    for part, name in ((rows, f"{stem}{ROWS_SUFFIX}"), (file, f"{stem}.{saved.suffix}")):
        sync_written(part)
        part.replace(directory / name)
    sync_directory(directory)
    return FileFacts(progress.rows, size, digest.hexdigest(), progress.number, progress.made), export


def _difference_counts(saved, before, after):
    """Number of added, removed and changed rows between two kept reports; all None without an earlier one."""
    counts = dict.fromkeys((ADDED, REMOVED, CHANGED))
    with suppress(OSError):
        if before:
            kinds = Counter(row.kind for row in differences(saved, stored_rows(before), stored_rows(after)))
            counts = {kind: kinds[kind] for kind in counts}
    return counts


def _save(kept_report, due):
    """Save it with the next time and the notices; False if `due` is no longer the next time."""
    with transaction.atomic():
        if due is not None and not _set_next(kept_report.saved, due, timezone.now()):
            return False
        kept_report.save(force_insert=True)
        queue_notices(kept_report)
    return True


def _set_next(saved, due, now):
    """Set the time after `due`, also where the clock was set back; False if another process has set it."""
    waiting = SavedReport.objects.filter(pk=saved.pk, next_at=due)
    return waiting.update(next_at=next_time(saved.every, max(now, due))) == 1


def _delete_abandoned_files(now):
    """Delete old files that belong to no kept report in the database."""
    directory = Path(settings.REPORTS_ROOT)
    known = {name.partition(".")[0] for name in KeptReport.objects.values_list("file", flat=True)}
    for path in directory.iterdir() if directory.exists() else ():
        with suppress(OSError):
            old = now.timestamp() - path.stat().st_mtime > ABANDONED_AFTER.total_seconds()
            if old and path.name.partition(".")[0] not in known:
                path.unlink()
