"""Loading of the starter files through the record schemas: all of them or nothing, as often as needed.

A row has the same permanent id on every installation, made from its schema and key. What a curator changed or deleted
stays so: see `upgrade`. Status and visibility are never touched after the first load.
"""

from collections import Counter
from pathlib import Path

from django.db import transaction

from baliportal.catalogue import journal
from baliportal.catalogue.bulk_load import bulk_load
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import JournalHead
from baliportal.catalogue.publishing import publish_drafts
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import RecordInvalid, apply_record
from baliportal.catalogue.schema.relations import Link, Links
from baliportal.editorial.newer_starter_values import replace_offers, taken_values

from .files import all_files
from .lines import StarterError
from .present_names import PresentNames
from .rows import read
from .upgrade import plan
from .written import STARTER, last_written

HERE = Path(__file__).parent

__all__ = ["STARTER", "StarterError", "load"]


def load(folder=HERE):
    """Load every starter file of a folder in one transaction; return how many records were new, changed, unchanged or
    left alone as curators have them.
    """
    with journal.recording(by=STARTER, note="Starter content"), transaction.atomic(), bulk_load() as memory:
        _wait_for_another_first_load()
        batches = _plans([read(file, folder) for file in all_files()])
        memory.new = {made.row.id for batch in batches for made in batch if made.is_new}
        wanted = [_with_records(batch) for batch in batches]
        for keep in (_refers_to_none, _refers_to_entries):
            for batch in wanted:
                _apply(batch, keep)
        memory.insert_links()
        _publish(made_and_record for batch in wanted for made_and_record in batch)
        plans = [made for batch in batches for made in batch]
        replace_offers(
            [offer for made in plans for offer in made.offers()],
            {(made.row.id, name) for made in plans for name in made.taken},
        )
    return Counter(made.outcome for made in plans)


def _wait_for_another_first_load():
    """Two processes may start on one empty database: the second finds everything there when it has waited."""
    if not JournalHead.current():
        JournalHead.reserve(0, 0)


def _plans(files):
    """Return the plan for the rows of each file, made over all files, as rows name rows of other files."""
    names, taken = PresentNames(), taken_values()
    written = last_written([row.id for rows in files for row in rows])
    for row in (row for rows in files for row in rows if row.id in written):
        names.add(row, written[row.id])
    return [[plan(row, written.get(row.id), names, taken) for row in rows] for rows in files]


def _with_records(batch):
    """The plans with something to write, each with its record, new or present."""
    wanted = [made for made in batch if made.is_new or made.values]
    model = named(batch[0].row.file.schema).model if batch else None
    ids = [made.row.id for made in wanted if not made.is_new]
    present = {record.public_id: record for record in model.objects.filter(public_id__in=ids)} if ids else {}
    return [(made, present.get(made.row.id) or model(public_id=made.row.id)) for made in wanted]


def _refers_to_none(field):
    return not _refers_to_entries(field)


def _refers_to_entries(field):
    """True for a field that names other entries, which must all exist before it can be written."""
    if isinstance(field.type, NestedRows):
        return any(_refers_to_entries(inner) for inner in field.type.fields)
    return type(field.type) in (Link, Links)


def _apply(batch, keep):
    for made, record in batch:
        part = {field.name: made.values[field.name] for field in _fields_to_write(made) if keep(field)}
        if part:
            _write(made, record, part)


def _fields_to_write(made):
    """The fields of a plan; a new record has no rows in other tables, so that empty ones need not be written there."""
    form = named(made.row.file.schema)
    fields = [form.field(name) for name in made.values]
    return [field for field in fields if made.values[field.name] or not (made.is_new and field.type.late)]


def _write(made, record, part):
    """Write values; where a record that a curator has changed does not take them, leave it and offer them."""
    try:
        apply_record(record, part)
    except RecordInvalid as problem:
        if not made.is_shared:
            raise made.row.wrong(*next(iter(problem.errors.items()))) from problem
        made.offer_instead(part)
        record.refresh_from_db()


def _publish(wanted):
    """Publish the new entries. Others keep the status that curators gave them."""
    kinds = {kind.name for kind in all_kinds()}
    publish_drafts([record for made, record in wanted if made.is_new and made.row.file.schema in kinds], by=STARTER)
