"""Django's `migrate`, which first refuses a database of another version."""

from django.core.management.commands import migrate

from baliportal.older_database import refuse_an_older_database


class Command(migrate.Command):
    def handle(self, *arguments, **options):
        refuse_an_older_database()
        super().handle(*arguments, **options)
