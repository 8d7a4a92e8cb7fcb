"""Making a saved report and keeping it: the file as it is handed out, and its rows, to compare later ones with.

Both files are whole before the database knows of them, and both are there before the next time is set: a process may
be killed at any moment, and nothing is made twice by two of them.
"""

import gzip
import hashlib
import json
import logging
import secrets
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

from .exports import ReportTable, SavedReportExport
from .models import KeptReport, SavedReport
from .notifications import queue_notices
from .permissions import base_of, why_not
from .registry import report_called
from .row_diff import ADDED, CHANGED, REMOVED, compare

log = logging.getLogger(__name__)
ROWS = ".rows.gz"
FORGOTTEN = timedelta(days=1)  # after which a file that the database does not know of belongs to a killed process


class NotMade(Exception):
    """The report cannot be made; the message says why."""


def make(saved, *, due=None):
    """Make it now and keep it; with `due`, only if that is still its next time: None where another was quicker.

    Raises NotMade where its owner may no longer see it, or the question makes no sense any more.
    """
    _refuse(saved)
    place = f"{saved.pk}-{secrets.token_hex(8)}"
    facts, export = _written(saved, place)
    kept = KeptReport(
        saved=saved, number=facts.number, rows=facts.rows, size=facts.bytes, file=f"{place}.{saved.suffix}",
        manifest=export.manifest(facts),
    )  # fmt: skip
    for name, count in _counts(saved, saved.kept.first(), kept).items():
        setattr(kept, name, count)
    if _recorded(kept, due):
        return kept
    forget_files(kept)
    return None


def make_due(now=None):
    """Make all that is due; (how many were made, how many could not be)."""
    now, made, failed = now or timezone.now(), 0, 0
    for saved in SavedReport.objects.due(now):
        try:
            made += make(saved, due=saved.next_at) is not None
        except Exception as problem:
            failed += 1
            log.warning("The saved report “%s” was not made: %s", saved, problem)
            _set_next(saved, saved.next_at, now)
    _sweep(now)
    return made, failed


def next_time(every, after):
    """When a report of this rhythm is made next: early in the morning, in UTC; None for never."""
    day = after.date() + timedelta(days=1)
    if every == SavedReport.Every.WEEK:
        day += timedelta(days=-day.weekday() % 7)
    if every == SavedReport.Every.MONTH and day.day != 1:
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return timezone.make_aware(datetime.combine(day, time(3))) if every else None


def path_of(kept):
    """Where its file lies."""
    return Path(settings.REPORTS_ROOT) / kept.file


def rows_of(kept):
    """The rows as they were, as dicts."""
    with gzip.open(_rows_path(kept), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def forget_files(kept):
    """Remove its files, once the database has nothing more of it."""
    for path in (path_of(kept), _rows_path(kept)):
        path.unlink(missing_ok=True)


def _rows_path(kept):
    return path_of(kept).with_name(kept.file.partition(".")[0] + ROWS)


def rows_today(saved):
    """The rows as they would be now. Raises NotMade."""
    _refuse(saved)
    wanted = report_called(saved.report)
    return ReportTable(wanted, wanted.asked(saved.query), base_of(saved)).records()


def differences(saved, before, after):
    """What is different between two answers to the question, as far as its columns tell."""
    wanted = report_called(saved.report)
    names = [column.name for column in saved.choices.asked_for(wanted.columns)]
    before, after = (map(partial(canonical, wanted.columns), rows) for rows in (before, after))
    return compare(before, after, wanted.key, names)


def _refuse(saved):
    reason = why_not(saved)
    if reason:
        raise NotMade(reason)


def _written(saved, place):
    """Write both files, each under its name once it is whole."""
    directory = Path(settings.REPORTS_ROOT)
    directory.mkdir(parents=True, exist_ok=True)
    progress, summed, size = Progress(), hashlib.sha256(), 0
    file, rows = directory / f"{place}.part", directory / f"{place}{ROWS}.part"
    with file.open("wb") as out, gzip.open(rows, "wt", encoding="utf-8", compresslevel=3) as lines:
        export = SavedReportExport(saved, lines)
        for piece in export.pieces(progress):
            out.write(piece)
            summed.update(piece)
            size += len(piece)
    rows.replace(directory / f"{place}{ROWS}")
    file.replace(directory / f"{place}.{saved.suffix}")
    return FileFacts(progress.rows, size, summed.hexdigest(), progress.number, progress.made), export


def _counts(saved, before, kept):
    """How many rows were added, removed and changed since the last; None where there is none to compare with."""
    counts = dict.fromkeys((ADDED, REMOVED, CHANGED))
    with suppress(OSError):
        if before:
            found = dict.fromkeys(counts, 0)
            for each in differences(saved, rows_of(before), rows_of(kept)):
                found[each.what] += 1
            counts = found
    return counts


def _recorded(kept, due):
    """Save it with its next time and the notices of it; False where that time is no longer the one it was made for."""
    with transaction.atomic():
        if due is not None and not _set_next(kept.saved, due, timezone.now()):
            return False
        kept.save(force_insert=True)
        queue_notices(kept)
    return True


def _set_next(saved, due, now):
    waiting = SavedReport.objects.filter(pk=saved.pk, next_at=due)
    return waiting.update(next_at=next_time(saved.every, now)) == 1


def _sweep(now):
    """Remove the files of which the database knows nothing, once they are old."""
    directory = Path(settings.REPORTS_ROOT)
    known = {name.partition(".")[0] for name in KeptReport.objects.values_list("file", flat=True)}
    for path in directory.iterdir() if directory.exists() else ():
        with suppress(OSError):
            old = now.timestamp() - path.stat().st_mtime > FORGOTTEN.total_seconds()
            if old and path.name.partition(".")[0] not in known:
                path.unlink()
