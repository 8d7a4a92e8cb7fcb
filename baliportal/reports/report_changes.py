"""Differences between a saved report today and a kept report of it, for a page and for a file."""

from functools import cached_property
from itertools import islice

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Text
from baliportal.exports.formats.table import Table

from .registry import find_report
from .report_page import in_cell
from .row_diff import ADDED, CHANGED, REMOVED
from .snapshots import NotMade, current_rows, differences, stored_rows

#: Differences that a page shows; the files have them all.
SHOWN = 200
KIND = SchemaField("difference", "Difference", Choice(choices=tuple((w, w) for w in (ADDED, REMOVED, CHANGED))),
              "Whether the row was added, removed or changed since.", CHANGED)  # fmt: skip
FIELDS = SchemaField("changed_columns", "Changed columns", Text(), "The columns of a changed row that are different.",
                "Status; Verified on")  # fmt: skip
BEFORE = SchemaField("values_before", "Values before", Text(), "What stood in them.", "Status: In force")


class Differences:
    """The differences of a saved report as it is now to a kept one; `problem` says why they cannot be compared."""

    def __init__(self, saved, kept_report):
        self.saved, self.kept_report, self.problem = saved, kept_report, ""
        self._columns = {column.name: column for column in find_report(saved.report).columns}

    @cached_property
    def columns(self):
        """The chosen columns. Raises InvalidOption for a column that no longer exists; `problem` says so too."""
        return self.saved.options.select_columns(self._columns.values())

    @cached_property
    def all(self):
        """Every difference; [] with a `problem` when the rows cannot be compared."""
        try:
            return list(differences(self.saved, stored_rows(self.kept_report), current_rows(self.saved)))
        except NotMade as problem:
            self.problem = str(problem)
        except OSError:
            self.problem = "The rows that were kept are no longer there."
        return []

    @property
    def total(self):
        return len(self.all)

    @property
    def left_out(self):
        """Number of differences that the page does not show."""
        return max(0, len(self.all) - SHOWN)

    @property
    def rows(self):
        """The first differences, for a page."""
        for difference in islice(self.all, SHOWN):
            cells = [in_cell(column, difference.row[column.name]) for column in self.columns]
            yield {"kind": difference.kind, "before": self.values_before(difference), "cells": cells}

    def table(self):
        """All differences, for a file."""
        return DifferencesTable(self)

    def changed_labels(self, difference):
        """The labels of the columns that changed, in one cell."""
        return "; ".join(self._columns[name].label for name in difference.fields)

    def values_before(self, difference):
        """The former values of the columns that changed, with their labels, in one cell."""
        values = ((self._columns[name], difference.before[name]) for name in difference.fields)
        return "; ".join(f"{column.label}: {in_cell(column, value) or 'empty'}" for column, value in values)


class DifferencesTable(Table):
    """A row for each difference: its kind, the former values, and the row as it is now or was last."""

    def __init__(self, differences):
        self._differences, self.columns = differences, (KIND, FIELDS, BEFORE, *differences.columns)

    def records(self):
        for difference in self._differences.all:
            yield difference.row | {
                KIND.name: difference.kind,
                FIELDS.name: self._differences.changed_labels(difference),
                BEFORE.name: self._differences.values_before(difference),
            }
