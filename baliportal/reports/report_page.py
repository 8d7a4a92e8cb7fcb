"""What the page of one report shows, ready for its template."""

from functools import cached_property
from itertools import islice

from django.utils.text import capfirst

from baliportal.catalogue.details import Shown
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.schema.scalars import Date
from baliportal.exports.report import PAGE

from .column_types import type_in_words

PREVIEW = 50  # rows that a page shows
LONGEST_EXAMPLE = 80  # characters


class ReportPage:
    """A report under its filters, ready for its template; with a filter that makes no sense it has no rows."""

    def __init__(self, report, query):
        self.report, self.filters = report, report.asked(query)
        self.title, self.question, self.form = report.title, report.question, self.filters.form
        self.is_valid = self.filters.is_valid()

    @cached_property
    def total(self):
        return self.report.total(self.filters)

    @property
    def total_sentence(self):
        return "1 row" if self.total == 1 else f"{self.total:,} rows"

    @cached_property
    def columns(self):
        """Those with anything in them in the rows that are shown; the page's address is the first cell's link."""
        told = [column for column in self.report.columns if column.name != PAGE.name]
        return [column for column in told if any(row[column.name] not in ("", None) for row in self.shown)]

    @property
    def leaves_columns_out(self):
        return len(self.columns) < len(self.report.columns) - any(c.name == PAGE.name for c in self.report.columns)

    @cached_property
    def rows(self):
        return [self._cells(row) for row in self.shown]

    @cached_property
    def plot(self):
        """The plot under the filters, None for a report without one or where there is nothing to draw."""
        return self.report.drawn(self.filters)

    @property
    def dictionary(self):
        """Every column of the files: what it is called, means and holds, with an example."""
        for column in self.report.columns:
            yield {"column": column, "type": type_in_words(column.type), "example": self._example(column)}

    @cached_property
    def shown(self):
        """The first rows as they are."""
        return list(islice(self.report.answer(self.filters), PREVIEW))

    def _example(self, column):
        """As the column gives it, or the first that these rows have."""
        values = (column.type.format(row[column.name]) for row in self.shown)
        text = column.example or next(filter(None, values), "")
        return text if len(text) <= LONGEST_EXAMPLE else text[:LONGEST_EXAMPLE].rstrip() + " …"

    def _cells(self, row):
        first, *rest = (Shown(in_cell(column, row[column.name])) for column in self.columns)
        return [Shown(first.text, url=row.get("page", "")), *rest]


def in_cell(column, value):
    """A value as people read it: a label for a code, a date in words."""
    choices = dict(getattr(column.type, "choices", ()))
    if value in choices:
        return capfirst(choices[value])
    return in_words(PartialDate.parse(value)) if value and isinstance(column.type, Date) else column.type.format(value)
