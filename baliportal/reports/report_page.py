"""View model of the page of one report."""

from functools import cached_property
from itertools import accumulate

from django.utils.text import capfirst

from baliportal.catalogue.details import Shown
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.catalogue.schema.scalars import Date
from baliportal.exports.report import PAGE

from .chosen_filters import chosen_filters
from .column_types import type_in_words

#: Rows that a page shows, and characters of their values after which it shows no further one.
PREVIEW, MAX_CHARACTERS = 50, 10_000
#: Characters of an example in the data dictionary.
MAX_EXAMPLE_CHARACTERS = 80


class ReportPage:
    """A report under the filters of a QueryDict, for its template. With an invalid filter, only the form is shown."""

    def __init__(self, report, query):
        self.report, self.filters = report, report.bind_filters(query)
        self.title, self.question, self.form = report.title, report.question, self.filters.form
        self.is_valid = self.filters.is_valid()

    @property
    def notes(self):
        """The banner of a report of another day, with a link to that of today; none today."""
        if not (self.is_valid and self.filters.question.is_of_another_day):
            return []
        text = f"{self.filters.question.days_in_words}."
        return [{"text": text, "tone": "day", "url": self.today_url, "link": "The report of today"}]

    @property
    def today_url(self):
        """Path of the report under the same filters without its days."""
        others = self.filters.data.copy()
        for name in ("as_of", "known"):
            others.pop(name, None)
        return f"{self.report.url}{'?' if others else ''}{others.urlencode()}"

    @cached_property
    def chips(self):
        return chosen_filters(self.filters, self.report.url) if self.is_valid else []

    @property
    def clear_url(self):
        return self.report.url

    @property
    def is_of_another_day(self):
        return bool(self.notes)

    @cached_property
    def _preview(self):
        return self.report.preview(self.filters, PREVIEW)

    @property
    def total(self):
        """The number of rows of the report."""
        return self._preview[1]

    @property
    def total_sentence(self):
        return "1 row" if self.total == 1 else f"{self.total:,} rows"

    @cached_property
    def columns(self):
        """Columns that every row should have, and those with a value in any row shown.

        The address of the record is the link of the first cell instead. Columns that are not `shown` stand in files
        only.
        """
        columns = [column for column in self.report.columns if column.name != PAGE.name and column.shown]
        return [column for column in columns if isinstance(column.type, ExpectedText) or self._has_values(column)]

    def _has_values(self, column):
        return any(row[column.name] not in ("", None) for row in self.first_rows)

    @property
    def leaves_columns_out(self):
        return len(self.columns) < len(self.report.columns) - any(c.name == PAGE.name for c in self.report.columns)

    @cached_property
    def rows(self):
        return [self._cells(row) for row in self.first_rows]

    @cached_property
    def plot(self):
        """The plot under the filters; None for a report without one and when there is nothing to draw."""
        return self.report.draw(self.filters)

    @property
    def dictionary(self):
        """Column, type in words and example of every column of the files."""
        for column in self.report.columns:
            yield {"column": column, "type": type_in_words(column.type), "example": self._example(column)}

    @property
    def sample(self):
        """The first rows of the report, as dicts, from which the size of files is estimated."""
        return self._preview[0]

    @cached_property
    def first_rows(self):
        """The rows that the page shows: fewer where they are long, or where the plot shows each of them."""
        rows = self.sample[: getattr(self.report.plot, "preview", PREVIEW)]
        lengths = accumulate(sum(len(str(value)) for value in row.values()) for row in rows)
        return [row for row, length in zip(rows, lengths, strict=True) if length <= MAX_CHARACTERS] or rows[:1]

    def _example(self, column):
        """The example that the column declares, else the first value in the rows shown, shortened."""
        values = (column.type.format(row[column.name]) for row in self.first_rows if row[column.name] not in ("", None))
        text = column.example or next(filter(None, values), "")
        return text if len(text) <= MAX_EXAMPLE_CHARACTERS else text[:MAX_EXAMPLE_CHARACTERS].rstrip() + " …"

    def _cells(self, row):
        first, *rest = (Shown(in_cell(column, row[column.name])) for column in self.columns)
        return [Shown(first.text, url=row.get("page", "")), *rest]


def in_cell(column, value):
    """A value as text for people: the label of a code, a partial date in words."""
    choices = dict(getattr(column.type, "choices", ()))
    if value in choices:
        return capfirst(choices[value])
    return in_words(PartialDate.parse(value)) if value and isinstance(column.type, Date) else column.type.format(value)
