"""Making a saved report and keeping it: the file as it is handed out, and its rows, to compare later ones with.

Both files are whole on the disk before the database knows of them, and both are there before the next time is set: a
process may be killed at any moment, and nothing is made twice by two of them.
"""

import gzip
import hashlib
import json
import logging
import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from baliportal.catalogue.snapshot import snapshot
from baliportal.exports.asking import told
from baliportal.exports.draft import Progress
from baliportal.exports.handing_out import Export
from baliportal.exports.spool import Facts

from .comparing import ADDED, CHANGED, REMOVED, compare
from .models import KeptReport, SavedReport
from .reports import may_see, report_called, table_of

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
    before = saved.kept.first()
    kept = KeptReport(
        saved=saved, number=facts.number, rows=facts.rows, size=facts.bytes, file=f"{place}.{saved.suffix}",
        manifest=export.told_of(facts), **_counts(saved, before, place),
    )  # fmt: skip
    if _recorded(kept, due):
        return kept
    for path in (path_of(kept), rows_path(kept)):
        path.unlink(missing_ok=True)
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


def rows_path(kept):
    return Path(settings.REPORTS_ROOT) / (kept.file.partition(".")[0] + ROWS)


def rows_of(kept):
    """The rows as they were, as dicts."""
    with gzip.open(rows_path(kept), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def rows_today(saved):
    """The rows as they would be now. Raises NotMade."""
    _refuse(saved)
    wanted = report_called(saved.report)
    return table_of(wanted, wanted.asked(saved.query), saved.base).records()


def differences(saved, before, after):
    """What is different between two answers to the question, as far as its columns tell."""
    wanted = report_called(saved.report)
    names = [column.name for column in saved.choices.asked_for(wanted.columns)]
    return compare(before, after, wanted.key, names)


def why_not(saved):
    """Why it cannot be made any more, in a sentence; '' where it can."""
    wanted = report_called(saved.report)
    if wanted is None:
        return "The portal has no such report any more."
    if not (saved.owner.is_active and may_see(saved.owner, wanted)):
        return f"{saved.owner.get_username()}, who saved it, may not see this report any more."
    return "" if wanted.asked(saved.query).is_valid() else "Its filters make no sense any more."


def _refuse(saved):
    reason = why_not(saved)
    if reason:
        raise NotMade(reason)


def export_of(saved, rows_seen=lambda row: None):
    """What is made of it. `rows_seen` is told of every row, with all its columns."""
    wanted = report_called(saved.report)

    def table():
        made = table_of(wanted, wanted.asked(saved.query), saved.base)
        seen = lambda rows: (rows_seen(row) or row for row in rows)  # noqa: E731
        return replace(made, records=lambda: seen(made.records()), results=lambda: seen(made.results()))

    chosen = dict(wanted.asked(saved.query).data.lists())
    asked = {"question": wanted.question, "filters": chosen, "saved as": saved.name}
    return Export(
        wanted.name, saved.suffix, table, snapshot,
        lambda: told(saved.base + wanted.url, saved.question, wanted.name, wanted.title, asked), saved.choices,
        [value for values in chosen.values() for value in values],
    )  # fmt: skip


def _written(saved, place):
    """Write both files, each under its name once it is whole."""
    directory = Path(settings.REPORTS_ROOT)
    directory.mkdir(parents=True, exist_ok=True)
    progress, summed, size = Progress(), hashlib.sha256(), 0
    file, rows = directory / f"{place}.part", directory / f"{place}{ROWS}.part"
    with file.open("wb") as out, gzip.open(rows, "wt", encoding="utf-8", compresslevel=3) as lines:
        export = export_of(saved, lambda row: lines.write(json.dumps(row, ensure_ascii=False) + "\n") and None)
        for piece in export.pieces(progress):
            out.write(piece)
            summed.update(piece)
            size += len(piece)
    rows.replace(directory / f"{place}{ROWS}")
    file.replace(directory / f"{place}.{saved.suffix}")
    return Facts(progress.rows, size, summed.hexdigest(), progress.number, progress.made), export


def _counts(saved, before, place):
    """How many rows were added, removed and changed since the last; None where there is none to compare with."""
    counts = dict.fromkeys((ADDED, REMOVED, CHANGED))
    with suppress(OSError):
        if before:
            found = dict.fromkeys(counts, 0)
            with gzip.open(Path(settings.REPORTS_ROOT) / f"{place}{ROWS}", "rt", encoding="utf-8") as lines:
                for each in differences(saved, rows_of(before), map(json.loads, lines)):
                    found[each.what] += 1
            counts = found
    return counts


def _recorded(kept, due):
    """Tell the database of it, in one with its next time; False where that is no longer the one it was made for."""
    with transaction.atomic():
        if due is not None and not _set_next(kept.saved, due, timezone.now()):
            return False
        kept.save(force_insert=True)
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
