"""Field type of nested rows that belong to an entry: the parties of a treaty, the participants of a meeting.

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
from ..statuses import Visibility
from .prefetched import FETCHED, forget_related, related
from .scalars import InvalidValue, Text

BAR = " | "
_ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_UNESCAPES = {"\\\\": "\\", "\\|": "|", "\\n": "\n"}


@dataclass(frozen=True)
class NestedRows(Text):
    """Rows of a part table, each a flat record of `fields`; sorted and without duplicates.

    `former_layouts` lists the fields that rows had before, by the names they had, each time in the order of that
    time: cells of older files are read by the layout that has as many parts as the cell.
    `about` names the fields with the subject of a row: an audience that may not see the subject does not see the row.
    Of rows that are `limited_by_today` a past day shows only those that are still there, as `restrict_to` selects them.
    """

    fields: tuple = ()
    former_layouts: tuple = ()
    about: tuple = ()
    table_type = "string"
    empty = ()
    late = True
    needs_database = True
    limited_by_today = False

    def parse(self, text):
        lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        return self.clean([self._parse_line(line) for line in lines])

    def _parse_line(self, line):
        cells = _cells(line)
        present = tuple(field.name for field in self.fields)
        layout = next((names for names in (present, *self.former_layouts) if len(names) == len(cells)), present)
        if len(cells) > len(layout):
            raise InvalidValue(f"“{line}” has {len(cells)} parts; there are only {len(layout)}.")
        parts = [(field_named(self.fields, name), cell) for name, cell in zip(layout, cells, strict=False)]
        return {field.name: _named_error(field, field.type.parse, cell) for field, cell in parts if field}

    def format(self, value):
        return "\n".join(
            BAR.join(_escape(field.type.format(row[field.name])) for field in self.fields) for row in value
        )

    def clean(self, value):
        if not isinstance(value, list | tuple) or not all(isinstance(row, dict) for row in value):
            raise InvalidValue("must be a list of rows.")
        return _sorted_unique(map(self._clean_row, value))

    def _clean_row(self, row):
        unknown = row.keys() - {field.name for field in self.fields}
        if unknown:
            raise InvalidValue(f"has a row with unknown parts: {', '.join(sorted(unknown))}.")
        clean = {f.name: _named_error(f, f.type.clean, row.get(f.name, f.type.empty)) for f in self.fields}
        if not any(clean.values()):
            raise InvalidValue("has an empty row.")
        return clean

    def read(self, instance, attribute, audience):
        return _sorted_unique(
            self.read_row(part, audience) for part in self.visible_parts(instance, attribute, audience)
        )

    def visible_parts(self, instance, attribute, audience):
        """Return the part rows that this audience may see; without an audience, all."""
        parts, about = related(instance, attribute), [field for field in self.fields if field.name in self.about]
        if audience is None or not about:
            return parts
        return [part for part in parts if any(field.read(part, audience) for field in about)]

    def read_row(self, part, audience):
        return {field.name: field.read(part, audience) for field in self.fields}

    def canonical(self, value):
        rows = value if isinstance(value, list) else []
        return _sorted_unique(canonical(self.fields, row) for row in rows if isinstance(row, dict))

    def restrict_to(self, rows, today):
        """Return the rows of an earlier record that may be shown beside those of `today`; all by default."""
        return rows

    def select(self, value, wanted):
        names = [field.name for field in self.fields if wanted(field)]
        return _sorted_unique({name: row[name] for name in names} for row in value)

    def public_part(self, value):
        return self.select(value, lambda field: field.visible_to(Visibility.PUBLIC))

    def write(self, instance, attribute, value):
        """Make the part table hold just these rows; a row that stays keeps its primary key and unrecorded columns."""
        manager = getattr(instance, attribute)
        wanted = {_sort_key(row): row for row in value}
        present = manager.all().all()  # a fresh query, as prefetched rows may be stale
        gone = [part for part in present if wanted.pop(_sort_key(self.read_row(part, None)), None) is None]
        new = [(row, self._part(manager, instance, row)) for row in wanted.values()]
        for part in gone:
            part.delete()
        self._insert(manager.model, new)
        self.after_write(gone, [part for _, part in new])
        forget_related(instance)

    def after_write(self, gone, new):
        """Act on the part rows that were deleted and inserted; a no-op here."""

    def to_python(self, value):
        return [[_named_error(field, field.type.to_python, row[field.name]) for field in self.fields] for row in value]

    def _part(self, manager, instance, row):
        part = manager.model(**{manager.field.name: instance})
        for field in self.fields:
            _named_error(field, lambda value, field=field: field.write(part, value), row[field.name])
        self.complete(part, row)
        self._validate(row, lambda: part.clean_fields(exclude=_linked(part)))
        return part

    def complete(self, part, row):
        """Set attributes of a new row that its record does not hold; none by default."""

    def _insert(self, model, rows):
        """Insert all rows at once; after a refusal one by one, to name the row at fault and the reason."""
        try:
            with transaction.atomic():
                model.objects.bulk_create([part for _, part in rows])
        except IntegrityError as refusal:
            for row, part in rows:
                part.pk, part._state.adding = None, True
                self._validate(row, part.full_clean)
                part.save()
            raise InvalidValue(str(refusal)) from refusal

    def _validate(self, row, check):
        try:
            check()
        except ValidationError as problem:
            words = " ".join(f"{name}: {' '.join(messages)}" for name, messages in problem.message_dict.items())
            raise InvalidValue(f"“{self.format([row])}”: {words.removeprefix('__all__: ')}") from problem

    def lookups(self, attribute):
        inner = [lookup for field in self.fields for lookup in field.type.lookups(field.attribute)]
        prefetched = FETCHED + attribute
        return [Prefetch(attribute, to_attr=prefetched), *(f"{prefetched}__{lookup}" for lookup in inner)]

    def joined_lookups(self, model, attribute):
        """The same for few instances of a model: what a foreign key names comes with its row, not in its own query."""
        rows = model._meta.get_field(attribute).related_model
        keys = {field.name for field in rows._meta.fields if field.is_relation}
        joined = [field.attribute for field in self.fields if field.attribute in keys]
        _, *inner = self.lookups(attribute)
        further = [lookup for lookup in inner if lookup.rpartition("__")[2] not in joined]
        return [Prefetch(attribute, rows._default_manager.select_related(*joined), FETCHED + attribute), *further]


def _linked(part):
    """Names of the relations that are set: their targets were just looked up and need no further query."""
    return {field.name for field in part._meta.fields if field.is_relation and getattr(part, field.attname)}


def _named_error(field, function, value):
    """Call a function with the value; an InvalidValue that it raises is raised again with the name of the field."""
    try:
        return function(value)
    except InvalidValue as problem:
        raise InvalidValue(f"{field.name}: {problem}") from problem


def _sorted_unique(rows):
    """Return the rows sorted, without duplicates and without rows of which nothing is left to show."""
    by_key = {_sort_key(row): row for row in rows if any(row.values())}
    return [by_key[key] for key in sorted(by_key)]


def _sort_key(row):
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
