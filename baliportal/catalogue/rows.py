"""A column that holds the rows which belong to an entry: the parties of a treaty, the participants of a meeting.

In one cell of a spreadsheet each row is a line and its values stand between bars: `AU | ratification | 2005-09-14`.
A bar, a newline or a backslash inside a value is written with a backslash before it, so the cell reads back exactly.
"""

import json
import re
from dataclasses import dataclass

from .values import InvalidValue, Text

BAR = " | "
_ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_UNESCAPES = {"\\\\": "\\", "\\|": "|", "\\n": "\n"}


@dataclass(frozen=True)
class Rows(Text):
    """Rows of a part table, each the flat record of its own `columns`; sorted, each once."""

    columns: tuple = ()
    table_type = "string"
    empty = ()
    late = True

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
        return sorted((self.read_row(part, audience) for part in getattr(thing, attribute).all()), key=_order)

    def read_row(self, part, audience):
        return {column.name: column.read(part, audience) for column in self.columns}

    def write(self, thing, attribute, value):
        """Make the part table hold just these rows; a row that stays keeps its place and whatever else it knows."""
        manager = getattr(thing, attribute)
        wanted = {_order(row): row for row in value}
        for part in manager.all():
            if wanted.pop(_order(self.read_row(part, None)), None) is None:
                part.delete()
        manager.model.objects.bulk_create([self._part(manager, thing, row) for row in wanted.values()])

    def _part(self, manager, thing, row):
        part = manager.model(**{manager.field.name: thing})
        for column in self.columns:
            _told(column, lambda value, column=column: column.write(part, value), row[column.name])
        return part

    def lookups(self, attribute):
        inner = [look for column in self.columns for look in column.type.lookups(column.attribute)]
        return [attribute, *(f"{attribute}__{look}" for look in inner)]


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
    pieces = re.findall(r"(?:\\.|[^\\|])+|\|", line)
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
