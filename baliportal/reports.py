"""The reports, one by one, their pages and their files."""

from functools import cached_property
from itertools import islice

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.facts import Shown
from baliportal.exports.files import Table, answer
from baliportal.exports.report import PAGE
from legislation.reports import AGREEMENTS_BY_PARTY, LEGISLATION_REGISTER, TREATY_STATUS, WHO_HAS_WHAT
from members.reports import MEMBERS, ORGANISATIONS, SYSTEM_PARTICIPATION
from resources.reports import RESOURCE_INVENTORY
from workshops.reports import MEETINGS_REGISTER

from .downloads import base_of

#: Every report of the portal, in the order in which the page of reports names them.
REPORTS = (
    MEETINGS_REGISTER,
    LEGISLATION_REGISTER,
    WHO_HAS_WHAT,
    TREATY_STATUS,
    AGREEMENTS_BY_PARTY,
    SYSTEM_PARTICIPATION,
    RESOURCE_INVENTORY,
    MEMBERS,
    ORGANISATIONS,
)
PREVIEW = 50  # rows that a page shows


@require_safe
def report_list(request):
    """Every report with its question."""
    shown = [
        {"title": each.title, "question": each.question, "url": url_of(each), "csv_url": f"/reports/{each.name}.csv"}
        for each in REPORTS
    ]
    return render(request, "reports/list.html", {"reports": shown})


@require_safe
def report(request, name):
    """A report's question, its filters, its first rows, and the files that hold them all."""
    return render(request, "reports/report.html", {"page": ReportPage(report_named(name), request.GET)})


@require_safe
def download_report(request, name, suffix):
    """All rows of a report as a file; 400 where a filter makes no sense, as a file cannot show what is wrong."""
    wanted = report_named(name)
    filters = wanted.asked(request.GET)
    if not filters.is_valid():
        return HttpResponseBadRequest(filters.errors.as_text() + "\n", content_type="text/plain; charset=utf-8")
    words = [value for _, values in filters.data.lists() for value in values]
    return answer(table_of(wanted, filters, base_of(request)), suffix, wanted.name, words)


def report_named(name):
    """The report of this name; Http404 when there is none."""
    for each in REPORTS:
        if each.name == name:
            return each
    raise Http404("There is no report of this name.")


def url_of(report):
    return f"/reports/{report.name}/"


def table_of(report, filters, base):
    """A report as a file holds it."""

    def rows():
        for row in report.answer(filters):
            yield row | {"page": base + row["page"]} if PAGE in report.columns else row

    def head():
        about = [{"name": each.name, "label": each.label, "meaning": each.meaning} for each in report.columns]
        told = {"report": report.name, "title": report.title, "question": report.question, "columns": about}
        return told | {"total": report.total(filters)}

    return Table(report.columns, rows, rows, head)


class ReportPage:
    """A report under its filters, ready for its template; with a filter that makes no sense it has no rows."""

    def __init__(self, report, query):
        self.report, self.filters = report, report.asked(query)
        self.title, self.question, self.form = report.title, report.question, self.filters.form
        self.is_valid = self.filters.is_valid()
        self.columns = [column for column in report.columns if column is not PAGE]

    @cached_property
    def total(self):
        return self.report.total(self.filters)

    @property
    def total_sentence(self):
        return "1 row" if self.total == 1 else f"{self.total:,} rows"

    @cached_property
    def rows(self):
        return [self._cells(row) for row in islice(self.report.answer(self.filters), PREVIEW)]

    @property
    def exports(self):
        """The same rows as files, at the same address with a suffix in place of the slash."""
        here, query = url_of(self.report).rstrip("/"), self.filters.data.urlencode()
        return [
            {"label": label, "url": f"{here}.{suffix}{query and '?'}{query}", "note": note}
            for suffix, label, note in (
                ("csv", "CSV", f"{self.total_sentence}, opens in Excel"),
                ("json", "JSON", ""),
                ("jsonl", "JSON Lines", ""),
            )
        ]

    def _cells(self, row):
        """The row's cells; the first leads to the page of what the row is about."""
        cells = [Shown(self._text(column, row[column.name])) for column in self.columns]
        return [Shown(cells[0].text, url=row.get("page", "")), *cells[1:]]

    def _text(self, column, value):
        choices = dict(getattr(column.type, "choices", ()))
        return str(choices.get(value, column.type.format(value)))
