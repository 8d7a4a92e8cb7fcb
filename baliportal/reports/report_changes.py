"""What is different today from a report that was kept, ready for a page and for a file."""

from functools import cached_property
from itertools import islice

from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, Text
from baliportal.exports.formats.table import Table

from .registry import report_called
from .report_page import in_cell
from .row_diff import ADDED, CHANGED, REMOVED
from .snapshots import NotMade, differences, rows_of, rows_today

SHOWN = 200  # differences that a page shows
WHAT = SchemaField("difference", "Difference", Choice(choices=tuple((w, w) for w in (ADDED, REMOVED, CHANGED))),
              "Whether the row was added, removed or changed since.", CHANGED)  # fmt: skip
FIELDS = SchemaField("changed_columns", "Changed columns", Text(), "The columns of a changed row that are different.",
                "Status; Verified on")  # fmt: skip
BEFORE = SchemaField("values_before", "Values before", Text(), "What stood in them.", "Status: In force")


class Differences:
    """A saved report as it is now, beside one that was kept of it; `problem` says why they cannot be compared."""

    def __init__(self, saved, kept):
        self.saved, self.kept, self.problem = saved, kept, ""
        self._columns = {column.name: column for column in report_called(saved.report).columns}

    @cached_property
    def columns(self):
        """Those that were chosen; raises InvalidOption where `problem` says that this makes no sense any more."""
        return self.saved.choices.chosen(self._columns.values())

    @cached_property
    def all(self):
        try:
            return list(differences(self.saved, rows_of(self.kept), rows_today(self.saved)))
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
        return max(0, len(self.all) - SHOWN)

    @property
    def rows(self):
        """The first of them, for a page."""
        for each in islice(self.all, SHOWN):
            cells = [in_cell(column, each.row[column.name]) for column in self.columns]
            yield {"what": each.what, "before": self.before(each), "cells": cells}

    def table(self):
        """All of them, for a file."""
        return DifferencesTable(self)

    def fields(self, each):
        """The labels of the columns that changed."""
        return "; ".join(self._columns[name].label for name in each.fields)

    def before(self, each):
        """What stood in them."""
        told = ((self._columns[name], each.before[name]) for name in each.fields)
        return "; ".join(f"{column.label}: {in_cell(column, value) or 'empty'}" for column, value in told)


class DifferencesTable(Table):
    """Each row as it is or was last, and what stood there before."""

    def __init__(self, found):
        self._found, self.columns = found, (WHAT, FIELDS, BEFORE, *found.columns)

    def records(self):
        for each in self._found.all:
            told = {"difference": each.what, "changed_columns": self._found.fields(each)}
            yield each.row | told | {"values_before": self._found.before(each)}
