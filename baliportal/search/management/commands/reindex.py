from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...index.index import IndexWriteError
from ...index.sync import get_index, rebuild


class Command(BaseCommand):
    help = "Builds the search index anew beside the living one, which answers until the new one is whole."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_rebuilt = rebuild(progress=lambda count: self.stdout.write(f"{count} records"))
        except IndexWriteError as problem:
            raise CommandError(f"The index cannot be written: {problem}") from None
        if not is_rebuilt:
            raise CommandError("Another process is building the index already.")
        self.stdout.write(f"The index tells everything up to change {get_index().number}.")
