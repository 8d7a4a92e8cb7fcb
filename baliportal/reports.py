"""The reports, one by one, their pages and their files."""

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.snapshot import snapshot
from baliportal.exports.choices import Choices
from baliportal.exports.files import Table
from baliportal.exports.handing_out import Export
from baliportal.exports.report import PAGE
from legislation.reports import AGREEMENTS_BY_PARTY, LEGISLATION_REGISTER, TREATY_STATUS, WHO_HAS_WHAT
from members.reports import MEMBERS, ORGANISATIONS, SYSTEM_PARTICIPATION
from resources.reports import RESOURCE_INVENTORY
from workshops.reports import MEETINGS_REGISTER

from .downloads import about, base_of, refused_in_words
from .report_page import ReportPage

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


@require_safe
def report_list(request):
    """Every report with its question."""
    shown = [
        {"title": each.title, "question": each.question, "url": each.url, "csv_url": f"/reports/{each.name}.csv"}
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
    return _answered(request, name, suffix, Export.answer)


@require_safe
def report_manifest(request, name, suffix="csv"):
    """What is told of that file: question, columns, count, checksum."""
    return _answered(request, name, suffix, Export.manifest)


def _answered(request, name, suffix, act):
    wanted = report_named(name)
    filters = wanted.asked(request.GET)
    if not filters.is_valid():
        return HttpResponseBadRequest(filters.errors.as_text() + "\n", content_type="text/plain; charset=utf-8")
    return refused_in_words(lambda: act(_export(request, wanted, filters, suffix), request))


def _export(request, wanted, filters, suffix):
    chosen = dict(filters.data.lists())
    asked = {"question": wanted.question, "filters": chosen}
    return Export(
        wanted.name, suffix, lambda: table_of(wanted, wanted.asked(request.GET), base_of(request)), snapshot,
        lambda: about(request, wanted.name, wanted.title, asked), Choices.read(request.GET),
        [value for values in chosen.values() for value in values],
    )  # fmt: skip


def report_named(name):
    """The report of this name; Http404 when there is none."""
    for each in REPORTS:
        if each.name == name:
            return each
    raise Http404("There is no report of this name.")


def report_table(wanted, request):
    """The report under the filters of the query string; None where one of them makes no sense."""
    filters = wanted.asked(request.GET)
    return table_of(wanted, filters, base_of(request)) if filters.is_valid() else None


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
