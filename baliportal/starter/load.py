"""Loads the starter files through the record form: all of them or nothing, as often as you like.

A row has the same permanent id on every installation, made from its form and key. A record that only the starter ever
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
#: Who and route of changes that leave a record the starter's own: its own, and the reading of a file that it brought.
OWN_CHANGES = {(program.name, "command") for program in (STARTER, READER)}

__all__ = ["StarterError", "load"]


def load(folder=HERE):
    """Load every starter file of a folder in one transaction; return how many records were new, changed, left alone."""
    done = Counter()
    with journal.recording(by=STARTER, note="Starter content"), transaction.atomic():
        _wait_for_another_first_load()
        batches = [_wanted(file, read(file, folder), done) for file in all_files()]
        for keep in (_stands_alone, _points_elsewhere):
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
    """The rows that are the starter's to write, each with the thing it goes into."""
    last = {change.subject: change for change in Change.objects.latest_of([row.id for row in rows])}
    outcomes = [(row, _outcome(row, last.get(row.id))) for row in rows]
    done.update(outcome for _, outcome in outcomes)
    model, wanted = named(file.schema).model, [row for row, outcome in outcomes if outcome in ("new", "changed")]
    present = {thing.public_id: thing for thing in model.objects.filter(public_id__in=[row.id for row in wanted])}
    return [(row, present.get(row.id) or model(public_id=row.id)) for row in wanted]


def _outcome(row, change):
    """Classify a row by the newest change of its record: new, changed, unchanged or left alone."""
    if change is None:
        return "new"
    if change.verb == Change.Verb.DELETED or (change.who, change.route) not in OWN_CHANGES:
        return "left alone"
    told = all(change.record.get(name) == value for name, value in row.record.items())
    return "unchanged" if told else "changed"


def _stands_alone(column):
    return not _points_elsewhere(column)


def _points_elsewhere(column):
    """Tell whether a field names other entries, which must all exist before it can be written."""
    if isinstance(column.type, NestedRows):
        return any(_points_elsewhere(inner) for inner in column.type.fields)
    return type(column.type) in (Link, Links)


def _apply(batch, keep):
    for row, thing in batch:
        form = named(row.file.schema)
        part = {name: value for name, value in row.record.items() if keep(form.field(name))}
        try:
            if part:
                apply_record(thing, part)
        except RecordInvalid as problem:
            raise row.wrong(*next(iter(problem.errors.items()))) from problem


def _publish(batch):
    for row, thing in batch:
        if isinstance(named(row.file.schema), Kind) and thing.status == Status.DRAFT:
            move(thing, to=Status.PUBLISHED, by=STARTER)
