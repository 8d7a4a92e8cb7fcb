"""Before a file is taken away: what will be in it, how large it is, and what may be chosen about it."""

from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.site_url import site_url
from baliportal.catalogue.type_lists import type_list_at
from baliportal.exports.delivery.options import DELIMITERS
from baliportal.exports.delivery.refusal import bad_request_on_invalid_option
from baliportal.exports.formats import csv_format
from baliportal.reports.column_types import type_in_words
from baliportal.reports.registry import get_public_report
from baliportal.reports.staff_views import get_permitted_report
from baliportal.reports.views import report_export

from .entry_exports import ListExport, kind_of_list

SAMPLE = 20  # rows from which the size of all is reckoned


@require_safe
@bad_request_on_invalid_option
def list_download(request, name):
    """The page for a list, under the same question."""
    kind = kind_of_list(name)
    if name != "search" and kind is None:
        raise Http404("There is no list of this name.")
    audience = audience_of_request(request)
    export = ListExport(name, kind.name if kind else "", "csv", site_url(request), request.GET, audience)
    of_type = type_list_at(kind, name) if kind else None
    return _shown(request, of_type.title if of_type else kind.plural if kind else "Everything", export)


@require_safe
@bad_request_on_invalid_option
def report_download(request, name):
    """The page for a report, under the same filters."""
    return _of_report(request, get_public_report(name))


@require_safe
@bad_request_on_invalid_option
def staff_report_download(request, name):
    """The page for a report in the back office."""
    return _of_report(request, get_permitted_report(request.user, name))


def _of_report(request, report):
    return _shown(request, report.title, report_export(request, report, "csv"))


def _shown(request, title, export):
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
        self.hidden = export.pairs  # the question, for a form that adds choices to it

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
            {"label": each.label, "url": f"{self.path}.{suffix}{self._query}"}
            for suffix, each in self._export.formats.items()
        ]

    @property
    def columns(self):
        return [
            {"name": column.name, "label": column.label, "meaning": column.meaning, "example": column.example,
             "type": type_in_words(column.type)}
            for column in self._table.columns
        ]  # fmt: skip

    @property
    def column_names(self):
        """Names of all columns, in the form in which a person may choose some of them."""
        return ", ".join(column.name for column in self._table.columns)

    @property
    def columns_of_several(self):
        """Columns whose cells may hold several values, so that the file may have a row for each."""
        return [column for column in self._table.columns if column.type.late]

    @property
    def address(self):
        """The CSV's whole address, for a program."""
        return f"{self._export.base}{self.path}.csv{self._query}"
