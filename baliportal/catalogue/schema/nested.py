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

from ..statuses import Visibility
from .scalars import FETCHED, InvalidValue, Text, forget_related, related

BAR = " | "
_ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_UNESCAPES = {"\\\\": "\\", "\\|": "|", "\\n": "\n"}


@dataclass(frozen=True)
class NestedRows(Text):
    """Rows of a part table, each the flat record of its own `columns`; sorted, each once.

    `about` names the columns that say what a row is about: who may not learn of that is not told of the row.
    """

    columns: tuple = ()
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
        if len(cells) > len(self.columns):
            raise InvalidValue(f"“{line}” has {len(cells)} parts; there are only {len(self.columns)}.")
        cells += [""] * (len(self.columns) - len(cells))
        return {c.name: _told(c, c.type.parse, cell) for c, cell in zip(self.columns, cells, strict=True)}

    def format(self, value):
        return "\n".join(
            BAR.join(_escape(column.type.format(row[column.name])) for column in self.columns) for row in value
        )

    def clean(self, value):
        if not isinstance(value, list | tuple) or not all(isinstance(row, dict) for row in value):
            raise InvalidValue("must be a list of rows.")
        rows = {_order(row): row for row in map(self._clean_row, value)}
        return [rows[key] for key in sorted(rows)]

    def _clean_row(self, row):
        unknown = row.keys() - {column.name for column in self.columns}
        if unknown:
            raise InvalidValue(f"has a row with unknown parts: {', '.join(sorted(unknown))}.")
        clean = {c.name: _told(c, c.type.clean, row.get(c.name, c.type.empty)) for c in self.columns}
        if not any(clean.values()):
            raise InvalidValue("has an empty row.")
        return clean

    def read(self, thing, attribute, audience):
        return sorted((self.read_row(part, audience) for part in self.told(thing, attribute, audience)), key=_order)

    def told(self, thing, attribute, audience):
        """The parts that this audience may learn of; with no audience, all."""
        parts, about = related(thing, attribute), [c for c in self.columns if c.name in self.about]
        if audience is None or not about:
            return parts
        return [part for part in parts if any(column.read(part, audience) for column in about)]

    def read_row(self, part, audience):
        return {column.name: column.read(part, audience) for column in self.columns}

    def public_part(self, value):
        names = [column.name for column in self.columns if column.told_to(Visibility.PUBLIC)]
        return sorted(({name: row.get(name) for name in names} for row in value or ()), key=_order)

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
        return [[_told(column, column.type.meant, row[column.name]) for column in self.columns] for row in value]

    def _part(self, manager, thing, row):
        part = manager.model(**{manager.field.name: thing})
        for column in self.columns:
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
        inner = [look for column in self.columns for look in column.type.lookups(column.attribute)]
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
