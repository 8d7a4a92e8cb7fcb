"""Before a file is taken away: what will be in it, how large it is, and what may be chosen about it."""

from functools import cached_property
from itertools import islice

from django.http import Http404
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_safe

from baliportal.catalogue.kinds import all_kinds
from baliportal.exports.delivery.options import DELIMITERS, KEYS
from baliportal.exports.delivery.request_info import base_of
from baliportal.exports.formats import csv_format
from baliportal.exports.formats.registry import FORMATS, formats_of
from baliportal.reports.column_types import type_in_words
from baliportal.reports.registry import report_named
from baliportal.reports.staff_views import permitted
from baliportal.reports.views import report_table

from .downloads import list_table

SAMPLE = 20  # rows from which the size of all is reckoned


@require_safe
def list_download(request, name):
    """The page for a list, under the same question."""
    kinds = {kind.path: kind for kind in all_kinds()}
    if name != "search" and name not in kinds:
        raise Http404("There is no list of this name.")
    kind = kinds.get(name)
    table = list_table(request, f"/{name}/", kind.name if kind else "")
    return _shown(request, kind.plural if kind else "Everything", f"/{name}", table)


@require_safe
def report_download(request, name):
    """The page for a report, under the same filters."""
    return _of_report(request, report_named(name))


@require_safe
def staff_report_download(request, name):
    """The page for a report in the back office."""
    return _of_report(request, permitted(request.user, name))


def _of_report(request, report):
    table = report_table(report, request)
    if table is None:
        raise Http404("A filter holds something that cannot be read.")
    return _shown(request, report.title, report.url.rstrip("/"), table, bool(report.permission))


def _shown(request, title, path, table, private=False):
    page = DownloadPage(request, path, table)
    return render(request, "download.html", {"title": title, "page": page, "private": private})


class DownloadPage:
    """A table on its way out, ready for the template. `path` is the list's address without its last slash."""

    def __init__(self, request, path, table):
        self._request, self._table, self.path = request, table, path
        self.back_url = f"{path}/{self._query()}"
        self.manifest_url = f"{path}.manifest.json{self._query()}"
        self.delimiters = list(DELIMITERS)

    @cached_property
    def total(self):
        return self._table.head()["total"]

    @property
    def rows_in_words(self):
        return "1 row" if self.total == 1 else f"{self.total:,} rows"

    @property
    def size_in_words(self):
        """About how large the CSV will be, from its first rows."""
        sample = list(islice(self._table.records(), SAMPLE))
        header, *rows = csv_format.write(self._table.columns, sample)
        size = len(header) + sum(map(len, rows)) * self.total / (len(sample) or 1)
        return filesizeformat(size)

    @property
    def files(self):
        return [
            {"label": FORMATS[suffix].label, "url": f"{self.path}.{suffix}{self._query()}"}
            for suffix in formats_of(self._table)
        ]

    @property
    def columns(self):
        return [
            {"name": column.name, "label": column.label, "meaning": column.meaning, "example": column.example,
             "type": type_in_words(column.type), "several": column.type.late}
            for column in self._table.columns
        ]  # fmt: skip

    @property
    def hidden(self):
        """The question, for a form that adds choices to it."""
        return [(key, value) for key, values in self._question() for value in values]

    @property
    def address(self):
        """The CSV's whole address, for a program."""
        return f"{base_of(self._request)}{self.path}.csv{self._query()}"

    def _question(self):
        return [(key, values) for key, values in self._request.GET.lists() if key not in (*KEYS, "page")]

    def _query(self):
        kept = self._request.GET.copy()
        for key in (*KEYS, "page"):
            kept.pop(key, None)
        return f"?{kept.urlencode()}" if kept else ""
