from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...index.audiences import with_own_index
from ...index.index import IndexWriteError
from ...index.sync import get_index, rebuild


class Command(BaseCommand):
    help = "Builds the search indexes anew beside the living ones, which answer until the new ones are whole."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_rebuilt = rebuild(progress=lambda count: self.stdout.write(f"{count} records"))
        except IndexWriteError as problem:
            raise CommandError(f"The index cannot be written: {problem}") from None
        if not is_rebuilt:
            raise CommandError("Another process is building the index already.")
        self.stdout.write(f"The index tells everything up to change {get_index().number}.")
        for audience in with_own_index():
            self.stdout.write(f"That for the {audience} too, up to change {get_index(audience).number}.")
