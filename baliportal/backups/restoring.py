"""Restore of a set into an empty place: files first, the database last, then takedowns, sessions and the index.

Killed in the middle, it goes on when it is started again; until it has ended, the portal does not start.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from baliportal.files.storage import mark_erased
from baliportal.files.storage_backends import sync_directory, write_synced
from baliportal.files.takedowns import honour_erasures, marked_erasures
from baliportal.health import unapplied_migrations
from baliportal.older_database import unknown_migrations
from baliportal.search.index import sync

from . import database_dump
from .backup_directory import BackupSet
from .contents import Content, are_places_empty, is_there, put
from .encryption import Keys
from .errors import BackupError
from .restore_marker import marked_set, marker
from .restored_state import check_restored
from .settings_copy import restore_settings
from .streams import FingerprintWriter, GunzipWriter
from .verification import Verification

NOT_EMPTY = (
    "A restore needs an empty place, and there is {found}: name an empty database in DATABASE_URL and a new directory "
    "in PORTAL_VAR."
)


def restore(chosen: BackupSet, keys: Keys, say: Callable[[str], None]) -> dict:
    """Restore a set; return figures of what is there. Raises BackupError. Call it inside `preparing_alone`."""
    manifest = chosen.manifest()
    _refuse_unfit(chosen, manifest)
    say(f"Restoring the set {chosen.name}.")
    files = _listed_files(chosen, keys)
    write_synced(marker(), [chosen.name.encode()])
    for sha256 in chosen.directory.erasures():
        mark_erased(sha256)
    erased = marked_erasures()
    for path, content in files:
        if content.sha256 not in erased and not is_there(content):
            _restore_file(content, path, keys)
    say(f"{len(files):,} files are in their places.")
    if database_dump.is_empty():
        database_dump.restore(lambda target: keys.decrypt(chosen.part("database"), target))
    return _complete(chosen, manifest, keys, say)


def _refuse_unfit(chosen, manifest):
    """Raise BackupError where the set or the place is not fit for it, before anything is written."""
    if manifest.get("engine") != connection.vendor:
        raise BackupError(f"The set is of {manifest.get('engine')}, and DATABASE_URL names {connection.vendor}.")
    unknown = unknown_migrations({tuple(name.split(".", 1)) for name in manifest["migrations"]})
    if unknown:
        raise BackupError(f"The set is of a newer version of the portal, with the migration {'.'.join(unknown[0])}.")
    if marked_set() == chosen.name:
        return
    if marked_set():
        raise BackupError(f"A restore of the set {marked_set()} was begun here: end it with --set {marked_set()}.")
    if not database_dump.is_empty():
        raise BackupError(NOT_EMPTY.format(found="a database with tables"))
    if not are_places_empty():
        raise BackupError(NOT_EMPTY.format(found="a file in the storage or a kept report"))


def _listed_files(chosen, keys):
    """The files of the set with the paths of their copies. Raises BackupError where a part of the set is damaged."""
    for problem in Verification(chosen.directory).problems(chosen, shared=False):
        raise BackupError(f"The set {chosen.name} cannot be restored: {problem}")
    with tempfile.TemporaryFile() as file:
        keys.decrypt(chosen.part("files"), GunzipWriter(file))
        file.seek(0)
        documents = [json.loads(line) for line in file]
    return [(chosen.directory.path / document.pop("copy"), Content(**document)) for document in documents]


def _restore_file(content: Content, path: Path, keys: Keys) -> None:
    """Put the content of a copy into its place, if it is what it was. Raises BackupError."""
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        plain = FingerprintWriter(file)
        try:
            keys.decrypt(path, plain)
        except FileNotFoundError:
            raise BackupError(f"{path} is missing: nothing was put into the database.") from None
        if (plain.sha256, plain.size) != (content.sha256, content.size):
            raise BackupError(f"{path} is damaged: nothing was put into the database.")
        file.seek(0)
        put(content, file)


def _complete(chosen, manifest, keys, say):
    """Bring the restored database up to date with this code, the takedowns and the index."""
    if unapplied_migrations():
        say("The set is of an earlier version: its tables are brought up to date.")
        call_command("migrate", interactive=False, verbosity=0)
    honour_erasures()
    Session.objects.all().delete()  # a session that was ended since the backup must not live again
    _restore_settings(chosen, keys, say)
    _empty_caches()
    say("Building the search index.")
    sync.rebuild()
    figures = check_restored(manifest)
    marker().unlink()
    sync_directory(marker().parent)
    return figures


def _restore_settings(chosen, keys, say):
    with tempfile.TemporaryFile() as file:
        keys.decrypt(chosen.part("settings"), file)
        file.seek(0)
        missing = restore_settings(file.read())
    if missing:
        say(f"Secrets that this set does not hold, as it is not encrypted: {', '.join(missing)}.")


def _empty_caches():
    """Forget pages and files that were made of another history."""
    cache.clear()
    for directory in (settings.EXPORTS_ROOT, settings.PICTURES_ROOT):
        for path in Path(directory).glob("*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
