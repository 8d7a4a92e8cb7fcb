"""Add files to a record: manage.py attach legislation/my-act-2007 act.pdf --role text --language th"""

from django.core.management.base import BaseCommand, CommandError

from baliportal.catalogue import journal
from baliportal.catalogue.site_url import public_base
from baliportal.catalogue.statuses import Visibility

from ...attaching import CannotAttach, attach_path, entry_at
from ...near_duplicates import near_duplicates
from ...safety.errors import FileRefused

DESCRIPTION = ("role", "language", "title", "licence", "visibility", "as_uploaded")
ATTACHING = journal.Program("attach")


class Command(BaseCommand):
    """Add files to a record, read their text, and print the public address of each."""

    help = "Adds files to a record, reads their text and prints each file's public address."

    def add_arguments(self, parser):
        parser.add_argument("record", metavar="LIST/SLUG", help="where the record stands, as legislation/my-act-2007")
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--role", default="", help="what the files are to the record")
        parser.add_argument("--language", default="", help="code of the files' language, as th")
        parser.add_argument("--title", default="", help="what they are called")
        parser.add_argument("--licence", default="", help="what readers may do with them")
        parser.add_argument("--visibility", default=Visibility.PUBLIC, choices=Visibility.values, help="who may read")
        parser.add_argument(
            "--as-uploaded", action="store_true",
            help="publish the bytes as they are, with the private data they may hold, as a signed file needs",
        )  # fmt: skip

    def handle(self, record, files, **options):
        try:
            entry = entry_at(record)
        except CannotAttach as problem:
            raise CommandError(str(problem)) from None
        described = {name: options[name] for name in DESCRIPTION}
        failed = [path for path in files if not self._attach(entry, path, **described)]
        if failed:
            raise CommandError(f"{len(failed)} of {len(files)} files were not added.")

    def _attach(self, entry, path, **options):
        try:
            file = attach_path(entry, path, by=ATTACHING, **options)
        except (CannotAttach, FileRefused, OSError) as problem:
            self.stderr.write(f"{path}: {problem}")
            return False
        self.stdout.write(f"{public_base()}{file.get_absolute_url()}")
        for near in near_duplicates(file, entry=entry):
            self.stderr.write(near.sentence)
        return True
