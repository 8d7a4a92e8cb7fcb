"""Exports of reports and of saved reports."""

import json

from baliportal.catalogue.schema.expected_text import ExpectedText
from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import ExportOptions, InvalidOption
from baliportal.exports.formats.table import Table

from .permissions import base_url
from .registry import find_report


class ReportExport(Export):
    """All rows of a report under the filters and options of a QueryDict, which is read once, here.

    Raises InvalidOption for an option or filter that makes no sense. The export of a staff report is private.
    """

    def __init__(self, report, suffix, base, query):
        super().__init__(suffix, base, ExportOptions.read(query))
        self.report, self.filters = report, report.bind_filters(query)
        if not self.filters.is_valid():
            raise InvalidOption(self.filters.error_text)
        self.name, self.title, self.page = report.name, report.title, report.url
        self.pairs = [(key, value) for key, values in self.filters.data.lists() for value in values]
        self.words, self.private = [value for _, value in self.pairs], bool(report.permission)

    def table(self):
        # New filters: those of the request may have queried the database before the consistent read began.
        return ReportTable(self.report, self.report.bind_filters(self.filters.data), self.base)

    def question(self):
        days = self.filters.question.days_in_words
        filters = {"filters": dict(self.filters.data.lists())}
        return {"question": self.report.question} | ({"days": days} if days else {}) | filters


class ReportTable(Table):
    """The rows of a report under its filters, with absolute addresses of pages; or only the given `rows` of `total`."""

    def __init__(self, report, filters, base, rows=None, total=None):
        self._report, self._filters, self._base, self._rows, self._total = report, filters, base, rows, total
        self.columns = report.columns

    def records(self):
        for row in self._report.iter_rows(self._filters) if self._rows is None else self._rows:
            yield row | {"page": self._base + row["page"]} if row.get("page") else row

    def results(self):
        """Rows for JSON, in which what should be known and is not is said as in the other formats."""
        expected = [column for column in self.columns if isinstance(column.type, ExpectedText)]
        for row in self.records():
            yield row | {column.name: column.type.format(row[column.name]) for column in expected}

    def head(self):
        report = self._report
        columns = [{"name": column.name, "label": column.label, "meaning": column.meaning} for column in report.columns]
        total = report.total(self._filters) if self._total is None else self._total
        return {"report": report.name, "title": report.title, "question": report.question, "columns": columns,
                "total": total}  # fmt: skip


class SavedReportExport(ReportExport):
    """The file of a saved report; writes each row with all its columns as JSON to `lines`, for later comparison."""

    def __init__(self, saved, lines):
        super().__init__(find_report(saved.report), saved.suffix, base_url(saved), saved.query)
        self.words, self._saved, self._lines = [saved.name], saved, lines

    def table(self):
        return _RowWritingTable(self, self._lines)

    def question(self):
        return super().question() | {"saved as": self._saved.name}


class _RowWritingTable(ReportTable):
    def __init__(self, export, lines):
        super().__init__(export.report, export.report.bind_filters(export.filters.data), export.base)
        self._lines = lines

    def records(self):
        for row in super().records():
            self._lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            yield row
