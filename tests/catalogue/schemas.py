"""Releases that change a record schema: its fields before and after."""

from contextlib import contextmanager
from dataclasses import dataclass, replace

#: Former name of the renamed field.
FORMER = "zz_former"
ACTS = ADDED, REMOVED, RENAMED = "added", "removed", "renamed"
#: Of a law: (act, field, nested rows that hold it), with fields that the starter content leaves empty. Each second one has every act and both places.
RELEASES = [(act, *where) for where in (("translation_url",), ("translation", "provisions")) for act in ACTS]


@contextmanager
def changed(schema, **given):
    """Give a record schema other attributes, such as `fields`, inside the block."""
    present = {name: getattr(schema, name) for name in given}
    for name, value in given.items():
        object.__setattr__(schema, name, value)
    try:
        yield schema
    finally:
        for name, value in present.items():
            object.__setattr__(schema, name, value)


@dataclass(frozen=True)
class Release:
    """Adds, removes or renames a field: of a schema, or of the nested rows in its field `rows`."""

    schema: object
    action: str
    name: str
    rows: str = ""

    def __str__(self):
        return f"{self.action} {'.'.join(filter(None, [self.rows, self.name]))}"

    def before(self):
        return changed(self.schema, fields=self._fields(_before))

    def after(self):
        gone = (self.name,) if self.action == REMOVED and not self.rows else ()
        return changed(self.schema, fields=self._fields(_after), former_fields=gone)

    def known(self, record):
        """Return the part of a record that the schema before the release could hold, under its former names."""
        if self.rows:
            return record | {self.rows: [self._known(row) for row in record[self.rows]]}
        return self._known(record)

    def _known(self, record):
        names = {ADDED: {self.name: None}, REMOVED: {}, RENAMED: {self.name: FORMER}}[self.action]
        return {names.get(name, name): value for name, value in record.items() if names.get(name, name)}

    def _fields(self, change):
        if not self.rows:
            return change(self.schema.fields, self.action, self.name)
        return tuple(self._with_rows(c, change) if c.name == self.rows else c for c in self.schema.fields)

    def _with_rows(self, field, change):
        former = tuple(inner.name for inner in _before(field.type.fields, self.action, self.name))
        fields = change(field.type.fields, self.action, self.name)
        return replace(field, type=replace(field.type, fields=fields, former_layouts=(former,)))


def _before(fields, action, name):
    if action == ADDED:
        return _without(fields, name)
    return tuple(replace(c, name=FORMER) if action == RENAMED and c.name == name else c for c in fields)


def _after(fields, action, name):
    if action == REMOVED:
        return _without(fields, name)
    return tuple(replace(c, former_names=(FORMER,)) if action == RENAMED and c.name == name else c for c in fields)


def _without(fields, name):
    return tuple(field for field in fields if field.name != name)
