"""Loader of the starter files through the record schemas: all files or none, idempotent.

A row has the same permanent id on every installation, made from its schema and key. A record that only the starter
ever wrote follows its file; one that anybody else changed or deleted is left alone.
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

from .files import all_files
from .lines import StarterError
from .rows import read

HERE = Path(__file__).parent
STARTER = journal.Program("starter")

__all__ = ["StarterError", "load"]


def load(folder=HERE):
    """Load every starter file of a folder in one transaction; return the numbers of records by outcome."""
    counts = Counter()
    with journal.recording(by=STARTER, note="Starter content"), transaction.atomic():
        _wait_for_another_first_load()
        batches = [_rows_to_write(file, read(file, folder), counts) for file in all_files()]
        for selects in (_has_no_links, _has_links):
            for batch in batches:
                _apply(batch, selects)
        for batch in batches:
            _publish(batch)
    return counts


def _wait_for_another_first_load():
    """Lock an empty journal, so that the second of two processes on one empty database finds all records there."""
    if not JournalHead.current():
        JournalHead.reserve(0, 0)


def _rows_to_write(file, rows, counts):
    """Pairs of (row, instance) for the new and changed rows; adds the outcomes to `counts`."""
    last = {change.subject: change for change in Change.objects.latest_of([row.id for row in rows])}
    outcomes = [(row, _outcome(row, last.get(row.id))) for row in rows]
    counts.update(outcome for _, outcome in outcomes)
    model, due = named(file.form).model, [row for row, outcome in outcomes if outcome in ("new", "changed")]
    instances = model.objects.filter(public_id__in=[row.id for row in due])
    present = {instance.public_id: instance for instance in instances}
    return [(row, present.get(row.id) or model(public_id=row.id)) for row in due]


def _outcome(row, change):
    """Outcome of a row, by the last change of its record: new, changed, unchanged or left alone."""
    if change is None:
        return "new"
    if change.verb == Change.Verb.DELETED or (change.who, change.route) != (STARTER.name, "command"):
        return "left alone"
    matches = all(change.record.get(name) == value for name, value in row.record.items())
    return "unchanged" if matches else "changed"


def _has_no_links(column):
    return not _has_links(column)


def _has_links(column):
    """True where a column refers to other entries, which must all exist before it can be written."""
    if isinstance(column.type, NestedRows):
        return any(_has_links(inner) for inner in column.type.columns)
    return type(column.type) in (Link, Links)


def _apply(batch, selects):
    for row, instance in batch:
        schema = named(row.file.form)
        part = {name: value for name, value in row.record.items() if selects(schema.column(name))}
        try:
            if part:
                apply_record(instance, part)
        except RecordInvalid as problem:
            raise row.error(*next(iter(problem.errors.items()))) from problem


def _publish(batch):
    for row, instance in batch:
        if isinstance(named(row.file.form), Kind) and instance.status == Status.DRAFT:
            move(instance, to=Status.PUBLISHED, by=STARTER)
