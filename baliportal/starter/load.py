"""Loading of the starter files through the record schemas: all of them or nothing, as often as needed.

A row has the same permanent id on every installation, made from its schema and key. A record that only the starter ever
wrote follows its file; one that anybody else touched, or deleted, is left alone.
"""

from collections import Counter
from pathlib import Path

from django.db import transaction

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.models import Change, JournalHead
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import RecordInvalid, apply_record
from baliportal.catalogue.schema.relations import Link, Links
from baliportal.files.texts import READER

from .files import all_files
from .lines import StarterError
from .rows import read

HERE = Path(__file__).parent
STARTER = journal.Program("starter")
#: Author and route of the changes after which a record still follows its file: the loading, and the reading of a file.
OWN_CHANGES = {(program.name, "command") for program in (STARTER, READER)}

__all__ = ["StarterError", "load"]


def load(folder=HERE):
    """Load every starter file of a folder in one transaction; return how many records were new, changed, left alone."""
    done = Counter()
    with journal.recording(by=STARTER, note="Starter content"), transaction.atomic():
        _wait_for_another_first_load()
        batches = [_wanted(file, read(file, folder), done) for file in all_files()]
        for keep in (_refers_to_none, _refers_to_entries):
            for batch in batches:
                _apply(batch, keep)
        for batch in batches:
            _publish(batch)
    return done


def _wait_for_another_first_load():
    """Two processes may start on one empty database: the second finds everything there when it has waited."""
    if not JournalHead.current():
        JournalHead.reserve(0, 0)


def _wanted(file, rows, done):
    """The rows to write, each with its record, new or present, and the values to write into it."""
    last = {change.subject: change for change in Change.objects.latest_of([row.id for row in rows])}
    outcomes = [(row, _outcome(row, last.get(row.id))) for row in rows]
    done.update(outcome for _, outcome in outcomes)
    model, wanted = named(file.schema).model, [row for row, outcome in outcomes if outcome in ("new", "changed")]
    present = {record.public_id: record for record in model.objects.filter(public_id__in=[row.id for row in wanted])}
    records = [(row, present.get(row.id) or model(public_id=row.id)) for row in wanted]
    return [(row, record, _values_to_write(row, record)) for row, record in records]


def _values_to_write(row, record):
    """The values of a row; a new record has no rows in other tables, so that empty ones need not be written there."""
    fields = named(row.file.schema).fields
    skipped = {field.name for field in fields if record._state.adding and field.type.late}
    return {name: value for name, value in row.record.items() if value or name not in skipped}


def _outcome(row, change):
    """Classify a row by the newest change of its record: new, changed, unchanged or left alone."""
    if change is None:
        return "new"
    if change.verb == Change.Verb.DELETED or (change.who, change.route) not in OWN_CHANGES:
        return "left alone"
    same = all(change.record.get(name) == value for name, value in row.record.items())
    return "unchanged" if same else "changed"


def _refers_to_none(field):
    return not _refers_to_entries(field)


def _refers_to_entries(field):
    """True for a field that names other entries, which must all exist before it can be written."""
    if isinstance(field.type, NestedRows):
        return any(_refers_to_entries(inner) for inner in field.type.fields)
    return type(field.type) in (Link, Links)


def _apply(batch, keep):
    for row, record, values in batch:
        schema = named(row.file.schema)
        part = {name: value for name, value in values.items() if keep(schema.field(name))}
        try:
            if part:
                apply_record(record, part)
        except RecordInvalid as problem:
            raise row.wrong(*next(iter(problem.errors.items()))) from problem


def _publish(batch):
    for row, record, _ in batch:
        if isinstance(named(row.file.schema), Kind) and record.status == Status.DRAFT:
            move(record, to=Status.PUBLISHED, by=STARTER)
