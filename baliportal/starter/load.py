"""Loads the starter files through the record form: all of them or nothing, as often as you like.

A row has the same permanent id on every installation, made from its form and key. A record that only the starter ever
wrote follows its file; one that anybody else touched, or deleted, is left alone.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from baliportal.catalogue import journal
from baliportal.catalogue.identity import derived_public_id
from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.links import Link, Links
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.record import RecordInvalid, apply_record, to_record, with_relations
from baliportal.catalogue.rows import Rows
from baliportal.catalogue.values import InvalidValue

from .files import DOUBTS, FILES, SUPPLEMENTS

HERE = Path(__file__).parent
STARTER = journal.Program("starter")


class StarterError(Exception):
    """A row that cannot be loaded; the message names file, line and column."""


@dataclass
class Row:
    """One record of a starter file on its way into the catalogue."""

    file: object
    line: int
    id: str
    record: dict


def load(folder=HERE):
    """Load every starter file of a folder in one transaction; return how many records were new, changed, left alone."""
    done = Counter()
    with journal.recording(by=STARTER, note="Starter content"), transaction.atomic():
        batches = [_wanted(file, list(read(file, folder)), done) for file in FILES]
        for keep in (_stands_alone, _points_elsewhere):
            for batch in batches:
                _apply(batch, keep)
        for batch in batches:
            _publish(batch)
    return done


def read(file, folder):
    """Yield a Row for each line of a file, with its parts, supplements and doubts in place."""
    form, extra = named(file.form), _extra(file, folder)
    for position, (line, cells) in enumerate(_lines(folder / file.name)):
        key = cells[file.key]
        texts = {name: _cell(cells, cell) for name, cell in file.cells.items()} | extra.get(key, {})
        record = {name: _parsed(form.column(name), text, file, line) for name, text in texts.items()}
        if "position" in form.names:
            record["position"] = position
        yield Row(file, line, derived_public_id(file.form, key), record)


def _extra(file, folder):
    """The texts that other files add to this one's records: {key: {column: text}}."""
    extra = {}
    for part in file.parts:
        column = named(file.form).column(part.into)
        for _, cells in _lines(folder / part.name):
            row = {name: cells[cell] for name, cell in part.cells.items()}
            line = column.type.format([{c.name: row.get(c.name, "") for c in column.type.columns}])
            texts = extra.setdefault(cells[part.key], {})
            texts[part.into] = "\n".join(filter(None, [texts.get(part.into), line]))
    for name, key, wanted in SUPPLEMENTS.get(file.form, []):
        for _, cells in _lines(folder / name):
            extra.setdefault(cells[key], {}).update({column: cells[cell] for column, cell in wanted.items()})
    for _, cells in _lines(folder / DOUBTS):
        if cells["kind"] == file.form:
            extra.setdefault(cells["slug"], {})["doubt"] = cells["doubt"]
    return extra


def _lines(path):
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            reader = csv.DictReader(handle, strict=True)
            for cells in reader:
                if None in cells or None in cells.values():
                    raise StarterError(f"{path.name}, line {reader.line_num}: wrong number of columns.")
                yield reader.line_num, cells
    except (csv.Error, UnicodeDecodeError) as problem:
        raise StarterError(f"{path.name}, line {reader.line_num}: {problem}") from problem


def _cell(cells, cell):
    return cell(cells) if callable(cell) else cells[cell]


def _parsed(column, text, file, line):
    try:
        return column.type.parse(text)
    except InvalidValue as problem:
        raise StarterError(f"{file.name}, line {line}, column {_heading(file, column.name)}: {problem}") from problem


def _heading(file, name):
    """What the file itself calls a column of the record form."""
    cell = file.cells.get(name, name)
    return cell if isinstance(cell, str) else name


def _wanted(file, rows, done):
    """The rows that are the starter's to write, each with the thing it goes into."""
    form = named(file.form)
    ids = [row.id for row in rows]
    present = {thing.public_id: thing for thing in with_relations(form).filter(public_id__in=ids)}
    last = {change.subject: change for change in Change.objects.latest_of(ids)}
    wanted = []
    for row in rows:
        thing, change = present.get(row.id), last.get(row.id)
        outcome = _outcome(row, thing, change)
        done[outcome] += 1
        if outcome in ("new", "changed"):
            wanted.append((row, thing or form.model(public_id=row.id)))
    return wanted


def _outcome(row, thing, change):
    if change is None:
        return "new"
    if thing is None or change.who != STARTER.name:
        return "left alone"
    now = to_record(thing)
    return "unchanged" if all(now[name] == value for name, value in row.record.items()) else "changed"


def _stands_alone(column):
    return not _points_elsewhere(column)


def _points_elsewhere(column):
    """Whether a column names other entries, which must all be there before it can be written."""
    if isinstance(column.type, Rows):
        return any(_points_elsewhere(inner) for inner in column.type.columns)
    return type(column.type) in (Link, Links)


def _apply(batch, keep):
    for row, thing in batch:
        form = named(row.file.form)
        part = {name: value for name, value in row.record.items() if keep(form.column(name))}
        try:
            if part:
                apply_record(thing, part)
        except RecordInvalid as problem:
            name, words = next(iter(problem.errors.items()))
            raise StarterError(
                f"{row.file.name}, line {row.line}, column {_heading(row.file, name)}: {words}"
            ) from problem


def _publish(batch):
    for row, thing in batch:
        if isinstance(named(row.file.form), Kind) and thing.status == Status.DRAFT:
            move(thing, to=Status.PUBLISHED, by=STARTER)
