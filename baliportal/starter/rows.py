"""From the lines of the starter files to records."""

from copy import deepcopy
from dataclasses import dataclass, field

from baliportal.catalogue.kinds import named
from baliportal.catalogue.public_ids import derived_public_id
from baliportal.catalogue.schema.scalars import InvalidValue

from .files import OF_ANY_KIND, all_files
from .lines import Line, heading, lines


@dataclass
class Row:
    """One record on its way into the catalogue; `places` says of its columns where their values come from."""

    file: object
    line: Line
    record: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)

    @property
    def key(self):
        return self.line.text(self.file.key)

    @property
    def id(self):
        return derived_public_id(self.file.schema, self.key)

    def take(self, line, cells):
        """Put the cells of a line into the columns of the record."""
        for name, cell in cells.items():
            self.record[name] = line.value(name, self._type(name), cell)
            self.places[name] = line, heading(name, cell)

    def take_part(self, part, line):
        """Put a line of another file, as a row, into the column of the record that takes rows."""
        kind = self._type(part.into)
        values = {c.name: line.value(c.name, c.type, part.cells[c.name]) for c in kind.fields if c.name in part.cells}
        try:
            [row] = kind.clean([values])
        except InvalidValue as problem:
            raise line.error(problem) from problem
        if row in self.record[part.into]:
            raise line.error("says what an earlier line has said.")
        self.record[part.into].append(row)
        self.parts.append((part, line, row))

    def complete(self):
        """Bring the rows that other files added into the order of records."""
        for part in self.file.parts:
            self.record[part.into] = self._type(part.into).clean(self.record[part.into])
        return self

    def wrong(self, name, words):
        """The error for what is wrong with a column, at the line that is to blame."""
        line, column = self._culprit(name, words) or self.places.get(name, (self.line, name))
        return line.error(words, column)

    def _culprit(self, name, words):
        """Of a column of rows, the line that points nowhere or that the words quote, and its column."""
        for part, line, row in self.parts:
            if part.into == name:
                lost = [c.name for c in self._type(name).fields if not _is_there(c.type, row[c.name])]
                if lost or self._type(name).format([row]) in words:
                    return line, "".join(heading(column, part.cells[column]) for column in lost[:1])
        return None

    def _type(self, name):
        return named(self.file.schema).field(name).type


def read(file, folder):
    """The rows of a file, with what other files add to them in place."""
    rows = _own_rows(file, folder)
    for part in file.parts:
        for line in lines(folder / part.name):
            _owner(rows, line, part.key, file).take_part(part, line)
    for extra in file.supplements:
        for line in lines(folder / extra.name):
            _owner(rows, line, extra.key, file).take(line, extra.cells)
    for name, column in OF_ANY_KIND.items():
        for line in _of_any_kind(folder / name, column, file):
            _owner(rows, line, "slug", file).take(line, {column: column})
    return [row.complete() for row in rows.values()]


def _own_rows(file, folder):
    rows, empty = {}, _empty(file)
    for line in lines(folder / file.name):
        row = Row(file, line, deepcopy(empty))
        if row.key in rows:
            raise line.error(f"“{row.key}” stands in line {rows[row.key].line.number} already.", file.key)
        row.take(line, file.cells)
        if "position" in named(file.schema).names:
            row.record["position"] = len(rows)
        rows[row.key] = row
    return rows


def _empty(file):
    """The columns that other files fill, empty: what these files do not say is not so."""
    form = named(file.schema)
    names = [part.into for part in file.parts]
    names += [name for extra in file.supplements for name in extra.cells]
    names += [name for name in OF_ANY_KIND.values() if name in form.names]
    return {name: form.field(name).type.parse("") for name in names}


def _of_any_kind(path, column, file):
    """Yield the lines of a file for all kinds that belong to records of one."""
    kinds = {other.schema for other in all_files() if column in named(other.schema).names}
    for line in lines(path):
        if line.text("kind") not in kinds:
            raise line.error(f"“{line.text('kind')}” is not one of: {', '.join(sorted(kinds))}.", "kind")
        if line.text("kind") == file.schema:
            yield line


def _owner(rows, line, key, file):
    """The row that this line of another file belongs to."""
    if line.text(key) not in rows:
        raise line.error(f"“{line.text(key)}” is not in {file.name}.", key)
    return rows[line.text(key)]


def _is_there(kind, value):
    try:
        kind.to_python(value)
    except InvalidValue:
        return False
    return True
