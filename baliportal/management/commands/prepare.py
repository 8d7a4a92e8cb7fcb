"""`manage.py prepare`: from an empty directory to a portal that can be served; does nothing on a prepared one."""

import hashlib
import os
from contextlib import ExitStack

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from baliportal.atomic_migration import all_migrations_or_none
from baliportal.backups.restore_marker import refuse_half_restored
from baliportal.databases import refresh_statistics
from baliportal.health import unapplied_migrations
from baliportal.older_database import refuse_an_older_database
from baliportal.preparation_lock import preparing_alone
from baliportal.private_files import make_files_private
from baliportal.quality import indexer as quality
from baliportal.search.index import sync
from baliportal.starter.documents import attach_documents

WAITING = "Another process is preparing this portal: waiting for it."


class Command(BaseCommand):
    help = "Bring the database, the starter data, the search index, the checks and the static files up to date."

    def handle(self, **options):
        with ExitStack() as held:
            try:
                held.enter_context(preparing_alone(lambda: self.stdout.write(WAITING)))
            except OperationalError as error:
                raise CommandError(f"The database cannot be opened: {error}") from None
            prepare()


def prepare():
    refuse_half_restored()
    make_files_private()
    bring_tables_up_to_date()
    attach_documents()
    sync.catch_up()
    quality.update_findings()  # New checks read the whole journal again, which must not run beside visitors.
    refresh_statistics()
    collect_static_files()


def bring_tables_up_to_date():
    """Migrate and load the starter content, together or not at all: else the version that ran before goes on."""
    refuse_an_older_database()
    if not unapplied_migrations():
        call_command("starter")
        return
    with all_migrations_or_none():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("starter")


def collect_static_files():
    stamp = settings.VAR / "static-files-collected"
    current = static_files_fingerprint()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == current:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current)


def static_files_fingerprint():
    """Fingerprint of the names, sizes and times of the static files, not of their contents."""
    files = [(name, storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    state = sorted((name, os.stat(path).st_size, os.stat(path).st_mtime_ns) for name, path in files)
    return hashlib.sha256(repr(state).encode()).hexdigest()
