"""Records made of the lines of the starter files."""

from copy import deepcopy
from dataclasses import dataclass, field

from baliportal.catalogue.kinds import named
from baliportal.catalogue.public_ids import derived_public_id
from baliportal.catalogue.schema.scalars import InvalidValue

from .files import DOUBTS, all_files
from .lines import Line, heading, lines


@dataclass
class Row:
    """One record to load; `places` maps its fields to the line and heading that their values come from."""

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
        return derived_public_id(self.file.form, self.key)

    def take(self, line, cells):
        """Put the cells of a line into the fields of the record."""
        for name, cell in cells.items():
            self.record[name] = line.value(name, self._type(name), cell)
            self.places[name] = line, heading(name, cell)

    def take_part(self, part, line):
        """Append a line of another file to the field of the record that holds nested rows."""
        kind = self._type(part.into)
        values = {c.name: line.value(c.name, c.type, part.cells[c.name]) for c in kind.columns if c.name in part.cells}
        try:
            [row] = kind.clean([values])
        except InvalidValue as problem:
            raise line.error(problem) from problem
        if row in self.record[part.into]:
            raise line.error("says what an earlier line has said.")
        self.record[part.into].append(row)
        self.parts.append((part, line, row))

    def complete(self):
        """Sort the nested rows that other files added into canonical order; returns the row."""
        for part in self.file.parts:
            self.record[part.into] = self._type(part.into).clean(self.record[part.into])
        return self

    def error(self, name, message):
        """A StarterError for an invalid field, at the line that its value comes from."""
        line, column = self._faulty_part(name, message) or self.places.get(name, (self.line, name))
        return line.error(message, column)

    def _faulty_part(self, name, message):
        """(line, heading) of the nested row with a broken link or quoted in the message; None where there is none."""
        for part, line, row in self.parts:
            if part.into == name:
                broken = [c.name for c in self._type(name).columns if not _resolves(c.type, row[c.name])]
                if broken or self._type(name).format([row]) in message:
                    return line, "".join(heading(column, part.cells[column]) for column in broken[:1])
        return None

    def _type(self, name):
        return named(self.file.form).column(name).type


def read(file, folder):
    """Rows of a file, with the values that part files and supplements add."""
    rows = _own_rows(file, folder)
    for part in file.parts:
        for line in lines(folder / part.name):
            _owner(rows, line, part.key, file).take_part(part, line)
    for extra in file.supplements:
        for line in lines(folder / extra.name):
            _owner(rows, line, extra.key, file).take(line, extra.cells)
    for line in _doubts_of(file, folder):
        _owner(rows, line, "slug", file).take(line, {"doubt": "doubt"})
    return [row.complete() for row in rows.values()]


def _own_rows(file, folder):
    rows, empty = {}, _empty(file)
    for line in lines(folder / file.name):
        row = Row(file, line, deepcopy(empty))
        if row.key in rows:
            raise line.error(f"“{row.key}” stands in line {rows[row.key].line.number} already.", file.key)
        row.take(line, file.cells)
        if "position" in named(file.form).names:
            row.record["position"] = len(rows)
        rows[row.key] = row
    return rows


def _empty(file):
    """Empty values of the fields that other files fill, as a value that left those files must go."""
    schema = named(file.form)
    names = [part.into for part in file.parts]
    names += [name for extra in file.supplements for name in extra.cells]
    names += ["doubt"] if "doubt" in schema.names else []
    return {name: schema.column(name).type.parse("") for name in names}


def _doubts_of(file, folder):
    kinds = {file.form for file in all_files() if "doubt" in named(file.form).names}
    for line in lines(folder / DOUBTS):
        if line.text("kind") not in kinds:
            raise line.error(f"“{line.text('kind')}” is not one of: {', '.join(sorted(kinds))}.", "kind")
        if line.text("kind") == file.form:
            yield line


def _owner(rows, line, key, file):
    """The row that a line of another file belongs to. Raises StarterError."""
    if line.text(key) not in rows:
        raise line.error(f"“{line.text(key)}” is not in {file.name}.", key)
    return rows[line.text(key)]


def _resolves(kind, value):
    try:
        kind.meant(value)
    except InvalidValue:
        return False
    return True
