from django.core.management.base import BaseCommand, CommandError

from baliportal.starter.load import StarterError, load


class Command(BaseCommand):
    help = "Loads the starter content; safe to run again: curators' edits stay, and nothing unchanged is written."

    def handle(self, *args, **options):
        try:
            done = load()
        except StarterError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        self.stdout.write(", ".join(f"{done[word]} {word}" for word in ("new", "changed", "unchanged", "left alone")))
