"""Several querysets in one statement, so that a page with many lists waits for the database once.

Each row travels as a JSON array: querysets of different models have different columns. The compilers of the querysets
make instances, dicts or tuples of them, by the same converters as of rows that they fetch themselves.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import DateField, JSONField, QuerySet

from .chunks import batched

#: Columns in one call of a function: PostgreSQL passes at most 100 arguments, SQLite 127.
MAX_ARGUMENTS = 100
BUILD_ARRAY = {"postgresql": "json_build_array", "sqlite": "json_array"}


def fetch_together(*querysets: QuerySet) -> None:
    """Evaluate querysets of one database in one statement; then each is as if it had been iterated over.

    Order, limits, annotations, `select_related` and `values` hold. Those that are evaluated already are left alone, as
    is a single one, which its iteration evaluates. What is to be prefetched is fetched by the first iteration.
    """
    parts = [_Part(queryset) for queryset in querysets if queryset._result_cache is None]
    asked = [part for part in parts if part.sql]
    if len(asked) < 2:
        return
    rows = _rows(asked)
    for part in parts:
        part.fill(rows)


class _Part:
    """A queryset with its compiled SQL; "" where it cannot have rows."""

    def __init__(self, queryset):
        self._queryset = queryset
        self._compiler = queryset.query.chain().get_compiler(queryset.db)
        try:
            self.sql, self.params = self._compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.params = "", ()

    @property
    def connection(self):
        return self._compiler.connection

    def statement(self, number):
        """The SELECT with the number of the part and an array of its columns."""
        quote, array = self.connection.ops.quote_name, BUILD_ARRAY[self.connection.vendor]
        names = (quote(alias) for *_, alias in self._compiler.select)
        packs = (f"{array}({', '.join(pack)})" for pack in batched(names, MAX_ARGUMENTS))
        cells = f"{array}({', '.join(packs)})"
        return f"SELECT {number} AS part, {cells} AS cells FROM ({self.sql}) AS part{number}"  # noqa: S608 - of the ORM

    def fill(self, rows):
        """Make the results of the queryset from its rows, by the part."""
        if not self.sql:
            self._queryset._result_cache = []
            return
        self._compiler.execute_sql = lambda *args, **kwargs: [self._native(rows[self])]
        query = self._queryset.query
        query.get_compiler = lambda *args, **kwargs: self._compiler
        try:
            self._queryset._result_cache = list(self._queryset._iterable_class(self._queryset))
        finally:
            del query.get_compiler

    def _native(self, rows):
        """The rows with the types that the driver gives: those of JSON on SQLite, others on PostgreSQL."""
        if self.connection.vendor != "postgresql":
            return rows
        readers = {}
        for place, (column, *_) in enumerate(self._compiler.select):
            if isinstance(column.output_field, DateField):  # of moments too
                readers[place] = column.output_field.to_python
            elif isinstance(column.output_field, JSONField):
                readers[place] = json.dumps
        return [[_read(readers.get(place), value) for place, value in enumerate(row)] for row in rows]


def _read(reader, value):
    return value if reader is None or value is None else reader(value)


def _rows(parts: Iterable[_Part]) -> dict[_Part, list[list[Any]]]:
    """The rows of each part, in its order: an engine appends the results of the parts as they come."""
    numbered = dict(enumerate(parts))
    sql = " UNION ALL ".join(part.statement(number) for number, part in numbered.items())
    rows = defaultdict(list)
    with connections[numbered[0].connection.alias].cursor() as cursor:
        cursor.execute(sql, tuple(chain.from_iterable(part.params for part in numbered.values())))
        for number, cells in cursor.fetchall():
            rows[numbered[number]].append(_flat(cells))
    return rows


def _flat(cells: str | list) -> list:
    return list(chain.from_iterable(json.loads(cells) if isinstance(cells, str) else cells))
