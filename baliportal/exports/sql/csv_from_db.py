"""The lines of a CSV as the database gives them: many rows at a time, without a record being made of any.

PostgreSQL writes them itself, by COPY. SQLite, and PostgreSQL where a column can be read in Python only, gives texts
that are written here. All of them write the very bytes that `csv_format.write` would write of the records.
"""

from collections import defaultdict
from operator import itemgetter

from django.db import connection
from django.db.models import F

from baliportal.catalogue.db.array_lookup import in_array
from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.bulk_reader import BulkReader
from baliportal.catalogue.schema.scalars import SEPARATOR, one_line_end

from ..formats import csv_format
from ..formats.formulas import SUSPECTS, neutralise
from .cell_expressions import cell, ends
from .pg_copy import CopyReader

BATCH = 2_000  # rows of texts held in memory at a time


class CsvLines:
    """Lines of the published entries of one form; `told` has expressions for columns that are none of its own."""

    def __init__(self, form, columns, delimiter, told):
        self._width, self._delimiter = len(columns), delimiter
        found = [told[column.name] if column.name in told else cell(column, form.model) for column in columns]
        self._cells = {f"cell_{place}": each for place, each in enumerate(found) if each is not None}
        rest = {place: column for place, column in enumerate(columns) if found[place] is None}
        sets = {place: ends(column, form.model) for place, column in rest.items()}
        self._sets = {place: pairs for place, pairs in sets.items() if pairs is not None}
        self._unread = {place: column for place, column in rest.items() if sets[place] is None}
        self._reader = BulkReader(form, list(self._unread.values()))
        self._texts = [place for place, column in enumerate(columns) if column.type.table_type == "string"]
        self._rows = form.model.objects.published().order_by().annotate(cell_pk=F("pk"), **self._cells)

    def of(self, pks):
        """Lines of those of these rows that are published, in this order: some at a time, and how many they are."""
        if self._copies:
            rows = self._rows.values_list("cell_pk", *self._cells)
            return CopyReader(rows, self._width, self._sets, self._texts, self._delimiter).of(pks)
        return map(self._written, batched(pks, BATCH))

    @property
    def _copies(self):
        """The line of a single empty cell is written in a way of its own, which COPY does not know."""
        return connection.vendor == "postgresql" and not self._unread and self._width > 1

    def _written(self, pks):
        asked = self._rows.filter(pk__in=in_array(pks)).values_list("cell_pk", *self._cells)
        found = {pk: texts for pk, *texts in asked}
        for place, cells in sorted([*self._joined(pks), *self._told(pks)], key=itemgetter(0)):
            for pk, texts in found.items():
                texts.insert(place, cells(pk))
        rows = [self._as_cells(found[pk]) for pk in pks if pk in found]
        return len(rows), csv_format.lines(rows, self._delimiter)

    def _joined(self, pks):
        """Of each column with a set of links, its place and a function from a row's key to its cell."""
        for place, pairs in self._sets.items():
            names = defaultdict(list)
            for pk, name in pairs.filter(row__in=in_array(pks)):
                names[pk].append(name)
            yield place, lambda pk, names=names: SEPARATOR.join(sorted(names.get(pk, ())))

    def _told(self, pks):
        """The same of each column that only Python can read."""
        bare = {row.pk: row for row in self._reader.read(pks)} if self._unread else {}
        for place, column in self._unread.items():
            yield place, lambda pk, column=column: column.type.format(column.read(bare[pk], Visibility.PUBLIC))

    def _as_cells(self, texts):
        for place in self._texts:
            text = texts[place]
            if text and (text[0] in SUSPECTS or "\r" in text):
                texts[place] = neutralise(one_line_end(text))
        return texts
