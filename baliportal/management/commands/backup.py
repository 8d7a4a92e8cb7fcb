"""`manage.py backup DIR`: a set of database, files, kept reports and settings; see docs/backup.md."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from baliportal.backups import rehearsal
from baliportal.backups.backup_directory import BackupDirectory, BackupSet
from baliportal.backups.encryption import Keys, is_recipient
from baliportal.backups.errors import BackupError
from baliportal.backups.making import make_backup
from baliportal.backups.retention import keep_newest
from baliportal.backups.verification import Verification


class Command(BaseCommand):
    help = "Writes a backup while the portal runs. Safe to kill; a set that is not whole never looks like one."

    def add_arguments(self, parser):
        parser.add_argument("directory", nargs="?", default=settings.BACKUPS.directory, help="Default: BACKUP_DIR.")
        parser.add_argument("--keep", type=int, metavar="N", help="Afterwards keep the newest N sets, and no others.")
        parser.add_argument("--recipient", default=settings.BACKUPS.keys.recipient, help="Default: BACKUP_RECIPIENT.")
        parser.add_argument("--identity", default=settings.BACKUPS.keys.identity, help="Default: BACKUP_IDENTITY.")
        parser.add_argument("--verify", action="store_true", help="Write nothing; compare all sets with their SHA-256.")
        parser.add_argument("--rehearse", action="store_true", help="Write nothing; restore the newest set on trial.")

    def handle(self, *, directory, keep, recipient, identity, verify, rehearse, **options):
        if not directory:
            raise CommandError("Name the directory of the backups, or set BACKUP_DIR.")
        if keep is not None and keep < 1:
            raise CommandError("--keep must be 1 or more.")
        if recipient and not is_recipient(recipient):
            raise CommandError("--recipient must be a public key of age.")
        directory, keys = BackupDirectory(directory), Keys(recipient, identity)
        try:
            if verify:
                self.verify(directory)
            elif rehearse:
                self.stdout.write(rehearsal.rehearse(directory.chosen(), keys))
            else:
                self.back_up(directory, keys, keep)
        except BackupError as problem:
            raise CommandError(str(problem)) from None
        except OperationalError as error:
            raise CommandError(f"The database cannot be read: {error}") from None

    def back_up(self, directory, keys, keep):
        directory.make()
        with directory.exclusive():
            made = make_backup(directory, keys)
            removed = keep_newest(directory, keep) if keep else 0
        manifest = made.manifest()
        self.stdout.write(
            f"The set {made.name} is in {directory.path}: journal up to {manifest['journal_number']}, "
            f"{manifest['files']:,} files, {manifest['new_files']:,} of them new ({manifest['new_bytes']:,} bytes)."
        )
        for words in manifest["not_in_the_set"]:
            self.stdout.write(f"Not in the set: {words}.")
        if removed:
            self.stdout.write(f"Sets removed: {removed}.")
        if manifest["damaged"]:
            raise CommandError(f"Files of the portal that are damaged: {'; '.join(manifest['damaged'])}.")

    def verify(self, directory):
        verification, problems = Verification(directory), []
        names = directory.names() or [directory.chosen().name]
        for name in names:
            found = list(verification.problems(BackupSet(directory, name)))
            self.stdout.write(f"{name}: {'; '.join(found) or 'as it was written'}")
            problems += found
        if problems:
            raise CommandError(f"Damaged or missing: {len(problems)}.")
