"""`manage.py housekeeping`: periodic jobs, for cron or a systemd timer, every few minutes."""

from django.core.management.base import BaseCommand, CommandError

from baliportal.housekeeping import JOBS, do


class Command(BaseCommand):
    help = "Does what is due, a line for each job. Safe to kill, and to start while another one is at work."

    def add_arguments(self, parser):
        parser.add_argument("--only", action="append", choices=JOBS, default=[], help="Do this job; may be repeated.")
        parser.add_argument("--minutes", type=float, default=10, help="How long a job may take (10).")

    def handle(self, *, only, minutes, **options):
        failed = []
        for outcome in do(only, seconds=minutes * 60):
            self.stdout.write(f"{outcome.name}: {outcome.words}")
            self.stdout.flush()
            failed += [outcome.name] * outcome.failed
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")
