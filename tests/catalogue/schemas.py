"""Releases that change a schema: the columns of a record form as they were before and as they are after."""

from contextlib import contextmanager
from dataclasses import dataclass, replace

FORMER = "zz_former"  # what a renamed column was called
ADDED, REMOVED, RENAMED = "added", "removed", "renamed"


@contextmanager
def schema(form, **given):
    """Let a form have other columns for a while."""
    present = {name: getattr(form, name) for name in given}
    for name, value in given.items():
        object.__setattr__(form, name, value)
    try:
        yield form
    finally:
        for name, value in present.items():
            object.__setattr__(form, name, value)


@dataclass(frozen=True)
class Release:
    """Adds, removes or renames a column: of a form, or of the rows in its column `rows`."""

    form: object
    act: str
    name: str
    rows: str = ""

    def __str__(self):
        return f"{self.act} {'.'.join(filter(None, [self.rows, self.name]))}"

    def before(self):
        return schema(self.form, fields=self._fields(_before))

    def after(self):
        gone = (self.name,) if self.act == REMOVED and not self.rows else ()
        return schema(self.form, fields=self._fields(_after), former_fields=gone)

    def known(self, record):
        """What of a record of the full schema could be written before the release, under the names of that time."""
        if self.rows:
            return record | {self.rows: [self._known(row) for row in record[self.rows]]}
        return self._known(record)

    def _known(self, record):
        names = {ADDED: {self.name: None}, REMOVED: {}, RENAMED: {self.name: FORMER}}[self.act]
        return {names.get(name, name): value for name, value in record.items() if names.get(name, name)}

    def _fields(self, of):
        if not self.rows:
            return of(self.form.fields, self.act, self.name)
        return tuple(self._with_rows(c, of) if c.name == self.rows else c for c in self.form.fields)

    def _with_rows(self, column, of):
        former = tuple(inner.name for inner in _before(column.type.fields, self.act, self.name))
        fields = of(column.type.fields, self.act, self.name)
        return replace(column, type=replace(column.type, fields=fields, former_layouts=(former,)))


def _before(columns, act, name):
    if act == ADDED:
        return _without(columns, name)
    return tuple(replace(c, name=FORMER) if act == RENAMED and c.name == name else c for c in columns)


def _after(columns, act, name):
    if act == REMOVED:
        return _without(columns, name)
    return tuple(replace(c, former_names=(FORMER,)) if act == RENAMED and c.name == name else c for c in columns)


def _without(columns, name):
    return tuple(column for column in columns if column.name != name)
