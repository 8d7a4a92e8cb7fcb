"""Download pages: the contents and size of a file before it is downloaded, and the options it may be given."""

from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_safe

from baliportal.catalogue.site_url import site_url
from baliportal.exports.delivery.options import DELIMITERS
from baliportal.exports.delivery.refusal import refusing_in_words
from baliportal.exports.formats import csv_format
from baliportal.reports.column_types import type_in_words
from baliportal.reports.registry import report_named
from baliportal.reports.staff_views import permitted
from baliportal.reports.views import report_export

from .entry_exports import ListExport, kind_of_list

SAMPLE = 20  # rows from which the size of the whole file is estimated


@require_safe
@refusing_in_words
def list_download(request, name):
    """The download page of a list, for the same query string."""
    kind = kind_of_list(name)
    if name != "search" and kind is None:
        raise Http404("There is no list of this name.")
    export = ListExport(name, kind.name if kind else "", "csv", site_url(request), request.GET)
    return _render(request, kind.plural if kind else "Everything", export)


@require_safe
@refusing_in_words
def report_download(request, name):
    """The download page of a report, under the same filters."""
    return _report_page(request, report_named(name))


@require_safe
@refusing_in_words
def staff_report_download(request, name):
    """The download page of a report in the back office."""
    return _report_page(request, permitted(request.user, name))


def _report_page(request, report):
    return _render(request, report.title, report_export(request, report, "csv"))


def _render(request, title, export):
    page = DownloadPage(export)
    return render(request, "download.html", {"title": title, "page": page, "private": export.private})


class DownloadPage:
    """An export ready for the template that offers it; `path` is its address without the suffix."""

    def __init__(self, export):
        self._export, self._table, self.path = export, export.table(), export.page.rstrip("/")
        self._query = f"?{urlencode(export.pairs)}" if export.pairs else ""
        self.back_url = f"{export.page}{self._query}"
        self.manifest_url = f"{self.path}.manifest.json{self._query}"
        self.delimiters = list(DELIMITERS)
        self.hidden = export.pairs  # the query as hidden fields of the form that adds options

    @cached_property
    def total(self):
        return self._table.head()["total"]

    @property
    def rows_in_words(self):
        return "1 row" if self.total == 1 else f"{self.total:,} rows"

    @property
    def size_in_words(self):
        """Estimated size of the CSV, from its first rows."""
        sample = list(islice(self._table.records(), SAMPLE))
        header, *rows = csv_format.write(self._table.columns, sample)
        size = len(header) + sum(map(len, rows)) * self.total / (len(sample) or 1)
        return filesizeformat(size)

    @property
    def files(self):
        return [
            {"label": file_format.label, "url": f"{self.path}.{suffix}{self._query}"}
            for suffix, file_format in self._export.formats.items()
        ]

    @property
    def columns(self):
        return [
            {"name": column.name, "label": column.label, "meaning": column.meaning, "example": column.example,
             "type": type_in_words(column.type), "several": column.type.late}
            for column in self._table.columns
        ]  # fmt: skip

    @property
    def address(self):
        """The CSV's absolute URL, for a program."""
        return f"{self._export.base}{self.path}.csv{self._query}"
