"""The lines of a CSV as the database gives them: many rows at a time, without a record being made of any.

PostgreSQL writes them itself, by COPY. SQLite, and PostgreSQL where a column can be read in Python only, gives texts
that are written here. All of them write the very bytes that `csv_format.write` would write of the records.
"""

from collections import defaultdict
from operator import itemgetter

from django.db import connection
from django.db.models import F

from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.reading import Reader
from baliportal.catalogue.values import SEPARATOR

from . import csv_format
from .cells import cell, ends
from .formulas import SUSPECTS, neutralised, neutralised_by_postgresql


class Lines:
    """Lines of the published entries of one form; `told` has expressions for columns that are none of its own."""

    def __init__(self, form, columns, delimiter, told):
        self._columns, self._delimiter = columns, delimiter
        found = [told[column.name] if column.name in told else cell(column, form.model) for column in columns]
        self._cells = {f"cell_{place}": each for place, each in enumerate(found) if each is not None}
        rest = {place: column for place, column in enumerate(columns) if found[place] is None}
        sets = {place: ends(column, form.model) for place, column in rest.items()}
        self._sets = {place: pairs for place, pairs in sets.items() if pairs is not None}
        self._unread = {place: column for place, column in rest.items() if sets[place] is None}
        self._reader = Reader(form, list(self._unread.values()))
        self._texts = [place for place, column in enumerate(columns) if column.type.table_type == "string"]
        self._rows = form.model.objects.published().order_by().annotate(cell_pk=F("pk"), **self._cells)
        # The line of a single empty cell is written in a way of its own, which COPY does not know.
        self._copies = connection.vendor == "postgresql" and not self._unread and len(columns) > 1

    def of(self, pks):
        """How many of these rows are published, and their lines in this order."""
        return self._copied(pks) if self._copies else self._written(pks)

    def _written(self, pks):
        asked = self._rows.filter(pk__in=pks).values_list("cell_pk", *self._cells)
        found = {pk: texts for pk, *texts in asked}
        for place, cells in sorted([*self._joined(pks), *self._told(pks)], key=itemgetter(0)):
            for pk, texts in found.items():
                texts.insert(place, cells(pk))
        rows = [self._neutralised(found[pk]) for pk in pks if pk in found]
        return len(rows), csv_format.lines(rows, self._delimiter)

    def _joined(self, pks):
        """Of each column with a set of links, its place and a function from a row's key to its cell."""
        for place, pairs in self._sets.items():
            names = defaultdict(list)
            for pk, name in pairs.filter(row__in=pks):
                names[pk].append(name)
            yield place, lambda pk, names=names: SEPARATOR.join(sorted(names.get(pk, ())))

    def _told(self, pks):
        """The same of each column that only Python can read."""
        bare = {row.pk: row for row in self._reader.read(pks)} if self._unread else {}
        for place, column in self._unread.items():
            yield place, lambda pk, column=column: column.type.format(column.read(bare[pk], Visibility.PUBLIC))

    def _neutralised(self, texts):
        for place in self._texts:
            text = texts[place]
            if text and text[0] in SUSPECTS:
                texts[place] = neutralised(text)
        return texts

    def _copied(self, pks):
        """COPY ends lines as Unix does; each comes by itself, so that no end within a cell is taken for one."""
        rows, params = self._rows.values_list("cell_pk", *self._cells).query.sql_with_params()
        gathered, more = self._gathered(pks)
        cells = ", ".join(self._cell(place) for place in range(len(self._columns)))
        joins = "".join(f" LEFT JOIN set_{place} ON set_{place}.pk = told.cell_pk" for place in self._sets)
        # Nothing in the statement but names of our own. OFFSET 0 keeps the planner from taking it apart: rows are found
        # by their keys, and each cell is reckoned once.
        statement = f"""
            COPY (
                {gathered} SELECT {cells} FROM (
                    SELECT * FROM (
                        SELECT asked.place, told.* FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked(pk, place)
                        JOIN ({rows}) AS told ON told.cell_pk = asked.pk OFFSET 0
                    ) AS told {joins} ORDER BY told.place OFFSET 0
                ) AS told
            ) TO STDOUT (FORMAT csv, DELIMITER %s)"""  # noqa: S608
        with (
            connection.cursor() as cursor,
            cursor.copy(statement, [*more, _array(pks), *params, self._delimiter]) as copy,
        ):
            lines = [line[:-1] for line in copy]
        return len(lines), b"\r\n".join([*lines, b""])

    def _gathered(self, pks):
        """Each set of links, gathered for all rows at once: the beginning of a statement, and its parameters."""
        parts, params = [], []
        for place, pairs in self._sets.items():
            found, own = pairs.query.sql_with_params()
            params += [_array(pks), *own]
            parts.append(f"""set_{place} AS MATERIALIZED (
                SELECT asked.pk, string_agg(name, '{SEPARATOR}' ORDER BY name COLLATE "C") AS cell_{place}
                FROM unnest(%s::bigint[]) AS asked(pk) JOIN ({found}) AS ends(pk, name) ON ends.pk = asked.pk
                GROUP BY asked.pk)""")  # noqa: S608
        return f"WITH {', '.join(parts)}" if parts else "", params

    def _cell(self, place):
        name = f"cell_{place}"
        return neutralised_by_postgresql(name) if place in self._texts else f"NULLIF({name}, '')"


def _array(pks):
    """Keys as PostgreSQL reads an array: much quicker than to have each of them adapted."""
    return f"{{{','.join(map(str, pks))}}}"
