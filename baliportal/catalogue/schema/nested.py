"""A column that holds the rows which belong to an entry: the parties of a treaty, the participants of a meeting.

In one cell of a spreadsheet each row is a line and its values stand between bars: `AU | ratification | 2005-09-14`.
A bar, a newline or a backslash inside a value is written with a backslash before it, so the cell reads back exactly.
"""

import json
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from ..canonical import canonical, field_named
from .scalars import FETCHED, InvalidValue, Text, forget_related, related

BAR = " | "
_ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_UNESCAPES = {"\\\\": "\\", "\\|": "|", "\\n": "\n"}


@dataclass(frozen=True)
class NestedRows(Text):
    """Rows of a part table, each the flat record of its own `columns`; sorted, each once.

    `former_layouts` lists the columns that rows had before, by the names they had, each time in the order of that
    time: cells of older files are read by the layout that has as many parts as the cell.
    `about` names the columns that say what a row is about: who may not learn of that is not told of the row.
    """

    fields: tuple = ()
    former_layouts: tuple = ()
    about: tuple = ()
    table_type = "string"
    empty = ()
    late = True
    tried = True

    def parse(self, text):
        lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        return self.clean([self._parse_line(line) for line in lines])

    def _parse_line(self, line):
        cells = _cells(line)
        present = tuple(column.name for column in self.fields)
        layout = next((names for names in (present, *self.former_layouts) if len(names) == len(cells)), present)
        if len(cells) > len(layout):
            raise InvalidValue(f"“{line}” has {len(cells)} parts; there are only {len(layout)}.")
        parts = [(field_named(self.fields, name), cell) for name, cell in zip(layout, cells, strict=False)]
        return {column.name: _told(column, column.type.parse, cell) for column, cell in parts if column}

    def format(self, value):
        return "\n".join(
            BAR.join(_escape(column.type.format(row[column.name])) for column in self.fields) for row in value
        )

    def clean(self, value):
        if not isinstance(value, list | tuple) or not all(isinstance(row, dict) for row in value):
            raise InvalidValue("must be a list of rows.")
        return _each_once(map(self._clean_row, value))

    def _clean_row(self, row):
        unknown = row.keys() - {column.name for column in self.fields}
        if unknown:
            raise InvalidValue(f"has a row with unknown parts: {', '.join(sorted(unknown))}.")
        clean = {c.name: _told(c, c.type.clean, row.get(c.name, c.type.empty)) for c in self.fields}
        if not any(clean.values()):
            raise InvalidValue("has an empty row.")
        return clean

    def read(self, thing, attribute, audience):
        return _each_once(self.read_row(part, audience) for part in self.told(thing, attribute, audience))

    def told(self, thing, attribute, audience):
        """The parts that this audience may learn of; with no audience, all."""
        parts, about = related(thing, attribute), [c for c in self.fields if c.name in self.about]
        if audience is None or not about:
            return parts
        return [part for part in parts if any(column.read(part, audience) for column in about)]

    def read_row(self, part, audience):
        return {column.name: column.read(part, audience) for column in self.fields}

    def canonical(self, value):
        rows = value if isinstance(value, list) else []
        return _each_once(canonical(self.fields, row) for row in rows if isinstance(row, dict))

    def part(self, value, wanted):
        names = [column.name for column in self.fields if wanted(column)]
        return _each_once({name: row[name] for name in names} for row in value)

    def write(self, thing, attribute, value):
        """Make the part table hold just these rows; a row that stays keeps its place and whatever else it knows."""
        manager = getattr(thing, attribute)
        wanted = {_order(row): row for row in value}
        there = manager.all().all()  # asked anew: what was fetched along may be old
        gone = [part for part in there if wanted.pop(_order(self.read_row(part, None)), None) is None]
        new = [(row, self._part(manager, thing, row)) for row in wanted.values()]
        for part in gone:
            part.delete()
        self._insert(manager.model, new)
        forget_related(thing)

    def meant(self, value):
        return [[_told(column, column.type.meant, row[column.name]) for column in self.fields] for row in value]

    def _part(self, manager, thing, row):
        part = manager.model(**{manager.field.name: thing})
        for column in self.fields:
            _told(column, lambda value, column=column: column.write(part, value), row[column.name])
        self.complete(part, row)
        self._checked(row, lambda: part.clean_fields(exclude=_linked(part)))
        return part

    def complete(self, part, row):
        """Give a new row what it has beyond its record; nothing by default."""

    def take_over(self, thing, other, attribute):
        """Let the rows of a thing know what those of another, which goes, know beyond their record; nothing here."""

    def places(self, thing, attribute):
        """Where the bytes of the rows are kept that have any: {SHA-256: place}; none by default."""
        return {}

    def _insert(self, model, rows):
        """Write all rows at once; when the database refuses, one by one, to tell which it was and why."""
        try:
            with transaction.atomic():
                model.objects.bulk_create([part for _, part in rows])
        except IntegrityError as refusal:
            for row, part in rows:
                part.pk, part._state.adding = None, True
                self._checked(row, part.full_clean)
                part.save()
            raise InvalidValue(str(refusal)) from refusal

    def _checked(self, row, check):
        try:
            check()
        except ValidationError as problem:
            words = " ".join(f"{name}: {' '.join(said)}" for name, said in problem.message_dict.items())
            raise InvalidValue(f"“{self.format([row])}”: {words.removeprefix('__all__: ')}") from problem

    def lookups(self, attribute):
        inner = [look for column in self.fields for look in column.type.lookups(column.attribute)]
        kept = FETCHED + attribute
        return [Prefetch(attribute, to_attr=kept), *(f"{kept}__{look}" for look in inner)]


def _linked(part):
    """The links that are set: their ends were just looked up."""
    return {field.name for field in part._meta.fields if field.is_relation and getattr(part, field.attname)}


def _told(column, act, value):
    try:
        return act(value)
    except InvalidValue as problem:
        raise InvalidValue(f"{column.name}: {problem}") from problem


def _each_once(rows):
    """Rows in their order, each once; what is left of a row of which nothing may be told is no row."""
    found = {_order(row): row for row in rows if any(row.values())}
    return [found[key] for key in sorted(found)]


def _order(row):
    return json.dumps(row, ensure_ascii=False)


def _escape(cell):
    return re.sub(r"[\\|\n]", lambda match: _ESCAPES[match[0]], cell)


def _unescape(cell):
    return re.sub(r"\\[\\|n]", lambda match: _UNESCAPES[match[0]], cell)


def _cells(line):
    """Split at bars that no backslash escapes; spaces around a bar belong to the bar."""
    pieces = re.findall(r"(?:\\.|[^|])+|\|", line)
    cells = [""]
    for piece in pieces:
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece
    return [_unescape(cell) for cell in _trim(cells)]


def _trim(cells):
    """Take away the one space that `format` puts on each side of a bar."""
    starts = [cells[0], *(cell.removeprefix(" ") for cell in cells[1:])]
    return [*(cell.removesuffix(" ") for cell in starts[:-1]), starts[-1]]
