"""The lines of a CSV as the database gives them: many rows at a time, without a record being made of any.

PostgreSQL writes them itself, by COPY. SQLite, and PostgreSQL where a column can be read in Python only, gives texts
that are written here. All of them write the very bytes that `csv_format.write` would write of the records.
"""

from django.db import connection
from django.db.models import F

from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.reading import Reader

from . import csv_format
from .cells import cell
from .formulas import SUSPECTS, neutralised, neutralised_by_postgresql


class Lines:
    """Lines of the published entries of one form; `told` has expressions for columns that are none of its own."""

    def __init__(self, form, columns, delimiter, told):
        self._columns, self._delimiter = columns, delimiter
        found = [told[column.name] if column.name in told else cell(column, form.model) for column in columns]
        self._cells = {f"cell_{place}": each for place, each in enumerate(found) if each is not None}
        self._unread = {place: column for place, column in enumerate(columns) if found[place] is None}
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
        bare = {row.pk: row for row in self._reader.read(pks)} if self._unread else {}
        for place, column in self._unread.items():
            for pk, texts in found.items():
                texts.insert(place, column.type.format(column.read(bare[pk], Visibility.PUBLIC)))
        rows = [self._neutralised(found[pk]) for pk in pks if pk in found]
        return len(rows), csv_format.lines(rows, self._delimiter)

    def _neutralised(self, texts):
        for place in self._texts:
            text = texts[place]
            if text and text[0] in SUSPECTS:
                texts[place] = neutralised(text)
        return texts

    def _copied(self, pks):
        """COPY ends lines as Unix does; each comes by itself, so that no end within a cell is taken for one."""
        rows, params = self._rows.values_list("cell_pk", *self._cells).query.sql_with_params()
        cells = ", ".join(self._cell(place) for place in range(len(self._columns)))
        # Nothing in the statement but names of our own; OFFSET 0 keeps each cell from being reckoned several times.
        statement = f"""
            COPY (
                SELECT {cells} FROM (
                    SELECT told.* FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked(pk, place)
                    JOIN ({rows}) AS told ON told.cell_pk = asked.pk ORDER BY asked.place OFFSET 0
                ) AS told
            ) TO STDOUT (FORMAT csv, DELIMITER %s)"""  # noqa: S608
        with connection.cursor() as cursor, cursor.copy(statement, [list(pks), *params, self._delimiter]) as copy:
            lines = [bytes(line)[:-1] for line in copy]
        return len(lines), b"".join(line + b"\r\n" for line in lines)

    def _cell(self, place):
        name = f"cell_{place}"
        return f"NULLIF({neutralised_by_postgresql(name) if place in self._texts else name}, '')"
