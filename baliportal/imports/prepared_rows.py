"""New records of a batch, made and checked before the transaction that writes them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from baliportal.catalogue.bulk_load import BulkLoad, bulk_load
from baliportal.catalogue.kinds import named, schema_of
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.records import RecordInvalid, prepare_record

from .models import Batch, Verdict

MAX_PREPARED = 10_000  # Records held in memory; those of further rows are made when they are written.


class PreparedRows:
    """Records by row, and what their names stand for; both empty for a batch that changes what is there."""

    def __init__(self, memory: BulkLoad | None = None):
        self._memory, self._made = memory, {}

    def prepare(self, schema, verdicts) -> None:
        """Make the records of these rows; one that would be refused is left to the writing, which says why."""
        for verdict in verdicts:
            record = schema.model()
            with suppress(RecordInvalid):
                entry, late = prepare_record(record, schema_of(record).canonical_part(verdict.values))
                for field, value in late.items():
                    with suppress(ValueError):
                        field.type.to_python(value)  # the memory keeps what was found
                self._memory.new.add(entry.public_id)
                self._made[verdict.pk] = entry, late

    def pop(self, verdict) -> tuple | None:
        """The arguments of `save_prepared`, or None for a row that was not prepared as it is now."""
        return self._made.pop(verdict.pk, None)

    def insert_links(self) -> None:
        if self._memory:
            self._memory.insert_links()


@contextmanager
def preparing(batch: Batch) -> Iterator[PreparedRows]:
    """Prepare the chosen rows of a batch that only adds entries, which may share one memory of names."""
    chosen = batch.verdicts.to_write()
    schema = named(batch.schema_name) if not batch.brings_files else None
    if (
        not schema
        or not issubclass(schema.model, Entry)
        or chosen.exclude(outcome=Verdict.Outcome.ADDED, subject="").exists()
    ):
        yield PreparedRows()
        return
    with bulk_load() as memory:
        rows = PreparedRows(memory)
        rows.prepare(schema, chosen[:MAX_PREPARED].iterator())
        yield rows
