"""Django's `migrate`, which first refuses a database of another version, and applies all migrations or none."""

from django.core.management.commands import migrate
from django.db import connections

from baliportal.atomic_migration import all_migrations_or_none
from baliportal.older_database import refuse_an_older_database


class Command(migrate.Command):
    def handle(self, *arguments, **options):
        refuse_an_older_database()
        self.using = options["database"]
        with all_migrations_or_none(self.using):
            super().handle(*arguments, **options)

    def migration_progress_callback(self, action, migration=None, fake=False):
        """Check foreign keys after each migration: PostgreSQL alters no table with checks that are still due."""
        if action == "apply_success":
            connections[self.using].check_constraints()
        super().migration_progress_callback(action, migration, fake)
