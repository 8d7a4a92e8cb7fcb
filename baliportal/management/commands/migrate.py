"""Django's own `migrate`, which refuses a database that it cannot bring up to date."""

from django.core.management.commands import migrate

from baliportal.older_database import refuse_an_older_database


class Command(migrate.Command):
    def handle(self, *arguments, **options):
        refuse_an_older_database()
        super().handle(*arguments, **options)
