"""`manage.py restore DIR`: a portal from a backup, in an empty place; see docs/backup.md."""

from contextlib import ExitStack

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from baliportal.backups.backup_directory import BackupDirectory
from baliportal.backups.encryption import Keys
from baliportal.backups.errors import BackupError
from baliportal.backups.restoring import restore
from baliportal.backups.settings_copy import RESTORED
from baliportal.preparation_lock import preparing_alone


class Command(BaseCommand):
    help = "Restores a backup into an empty database and an empty PORTAL_VAR. Killed, it goes on when started again."

    def add_arguments(self, parser):
        parser.add_argument("directory", help="The directory that `manage.py backup` wrote to.")
        parser.add_argument("--set", default="", dest="name", help="The name of a set; the newest otherwise.")
        parser.add_argument("--identity", default=settings.BACKUPS.keys.identity, help="Default: BACKUP_IDENTITY.")

    def handle(self, *, directory, name, identity, **options):
        with ExitStack() as held:
            try:
                held.enter_context(preparing_alone(lambda: self.stdout.write("Another process prepares this portal.")))
                chosen = BackupDirectory(directory).chosen(name)
                figures = restore(chosen, Keys(identity=identity), self.stdout.write)
            except OperationalError as error:
                raise CommandError(f"The database cannot be opened: {error}") from None
            except BackupError as problem:
                raise CommandError(str(problem)) from None
        self.stdout.write(
            f"Restored: journal up to {figures['journal']}, {figures['entries']:,} entries, "
            f"{figures['files']:,} files; taken down and not restored: {figures['erased']}. "
            f"Now compare {settings.VAR / RESTORED} with the environment, and start."
        )
