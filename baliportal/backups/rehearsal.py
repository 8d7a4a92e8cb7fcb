"""Rehearsal of a restore: the newest set is restored to a place of its own by the same command, checked and removed."""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from baliportal.environment import BASE_DIR
from baliportal.files.storage_backends import write_synced

from .backup_directory import BackupDirectory, BackupSet, made_at
from .encryption import Keys
from .errors import BackupError
from .rehearsal_database import rehearsal_database

EVERY, TRY_AGAIN_AFTER = timedelta(days=30), timedelta(days=1)
PLACE = "rehearsal-in-"  # directories in PORTAL_VAR
TRIED = "rehearsal-tried"  # likewise, with each attempt of housekeeping: one that failed is tried again after a day
STAMP = "rehearsed"  # file in PORTAL_VAR, written with each rehearsal: the name of the set


def rehearse(chosen: BackupSet, keys: Keys, seconds: float | None = None) -> str:
    """Restore a set on trial; return in words what was there. Raises BackupError where that failed or took too long."""
    _remove_left_places()
    with (
        tempfile.TemporaryDirectory(dir=settings.VAR, prefix=PLACE) as place,
        rehearsal_database() as database,
    ):
        words = _restored(chosen, keys, place, database, seconds)
    write_synced(settings.VAR / STAMP, [chosen.name.encode()])
    return f"The set {chosen.name} was restored on trial. {words}"


def _remove_left_places():
    """Remove what processes that were killed left; no rehearsal takes a day."""
    yesterday = (timezone.now() - TRY_AGAIN_AFTER).timestamp()
    for path in settings.VAR.glob(f"{PLACE}*"):
        if path.is_dir() and path.stat().st_mtime < yesterday:
            shutil.rmtree(path, ignore_errors=True)


def _restored(chosen, keys, place, database, seconds):
    command = [sys.executable, "manage.py", "restore", str(chosen.directory.path), "--set", chosen.name]
    environment = os.environ | {
        "PORTAL_VAR": place, "DATABASE_URL": database, "FILES_URL": "", "CACHE_URL": "", "REPLICA_URL": "",
        "BACKUP_IDENTITY": keys.identity,
    }  # fmt: skip
    try:
        done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise BackupError(f"The rehearsal was not done after {seconds:.0f} seconds.") from None
    if done.returncode:
        raise BackupError((done.stderr.strip().splitlines() or ["The rehearsal failed."])[-1])
    return done.stdout.strip().splitlines()[-1].partition(" Now ")[0]


def rehearse_when_due(seconds: float) -> str:
    """Housekeeping: a rehearsal once a month, where BACKUP_REHEARSAL asks for it; returns in words what was done."""
    if not settings.BACKUPS.rehearsal:
        return "off: set BACKUP_REHEARSAL=1"
    last, tried = last_rehearsal(), _time_of(TRIED)
    if last and timezone.now() - last < EVERY:
        return f"the last one was on {last:%d %B %Y}"
    if tried and timezone.now() - tried < TRY_AGAIN_AFTER:
        return f"failed on {tried:%d %B %Y %H:%M}, tried again after a day"
    write_synced(settings.VAR / TRIED, [])
    return rehearse(BackupDirectory(settings.BACKUPS.directory).chosen(), settings.BACKUPS.keys, seconds)


def last_rehearsal():
    return _time_of(STAMP)


def _time_of(name):
    try:
        seconds = (settings.VAR / name).stat().st_mtime
    except FileNotFoundError:
        return None
    return timezone.datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone())


def age_of_newest():
    """Age of the newest set in BACKUP_DIR; None where there is none."""
    names = BackupDirectory(settings.BACKUPS.directory).names()
    return timezone.now() - made_at(names[-1]) if names else None
