"""The exports of reports, and of those that were saved."""

import json

from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import ExportOptions, InvalidOption
from baliportal.exports.formats.table import Table

from .permissions import base_of
from .registry import report_called


class ReportExport(Export):
    """All rows of a report; `query` is read once, here. Raises InvalidOption where a choice or filter makes no sense.

    A report that not everybody may see is for who asks alone.
    """

    def __init__(self, report, suffix, base, query):
        super().__init__(suffix, base, ExportOptions.read(query))
        self.report, self.filters = report, report.asked(query)
        if not self.filters.is_valid():
            raise InvalidOption(self.filters.wrong)
        self.name, self.title, self.page = report.name, report.title, report.url
        self.pairs = [(key, value) for key, values in self.filters.data.lists() for value in values]
        self.words, self.private = [value for _, value in self.pairs], bool(report.permission)

    def table(self):
        # Filters of its own: what those of the request have read is not of the state in which the file is made.
        return ReportTable(self.report, self.report.asked(self.filters.data), self.base)

    def question(self):
        return {"question": self.report.question, "filters": dict(self.filters.data.lists())}


class ReportTable(Table):
    """A report under its filters as a file holds it; with `only`, no more than these of its rows."""

    def __init__(self, report, filters, base, only=None):
        self._report, self._filters, self._base, self._only = report, filters, base, only
        self.columns = report.columns

    def records(self):
        for row in self._report.answer(self._filters) if self._only is None else self._only:
            yield row | {"page": self._base + row["page"]} if row.get("page") else row

    def head(self):
        report = self._report
        columns = [{"name": each.name, "label": each.label, "meaning": each.meaning} for each in report.columns]
        told = {"report": report.name, "title": report.title, "question": report.question, "columns": columns}
        return told | {"total": report.total(self._filters)}


class SavedReportExport(ReportExport):
    """A saved report; its rows are written to `lines` with all their columns as they pass, to compare later ones."""

    def __init__(self, saved, lines):
        super().__init__(report_called(saved.report), saved.suffix, base_of(saved), saved.query)
        self.words, self._saved, self._lines = [saved.name], saved, lines

    def table(self):
        return _NotedTable(self, self._lines)

    def question(self):
        return super().question() | {"saved as": self._saved.name}


class _NotedTable(ReportTable):
    def __init__(self, export, lines):
        super().__init__(export.report, export.report.asked(export.filters.data), export.base)
        self._lines = lines

    def records(self):
        for row in super().records():
            self._lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            yield row
