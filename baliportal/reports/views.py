"""The pages of the reports and their files."""

from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.request_info import about, base_of, refused_in_words

from .registry import FILES, PUBLIC_REPORTS, export_of, report_named, table_of
from .report_files import ReportFiles
from .report_page import ReportPage


@require_safe
def report_list(request):
    """Every report with its question and its files, by subject."""
    return render(request, "reports/list.html", {"groups": PUBLIC_REPORTS, "suffixes": FILES})


@require_safe
def report(request, name):
    """A report's question, its filters, its plot and its first rows, and the files that hold them all."""
    return shown(request, report_named(name))


@require_safe
def download_report(request, name, suffix):
    """All rows of a report as a file; 400 where a filter makes no sense, as a file cannot show what is wrong."""
    return answered(request, report_named(name), suffix, Export.answer)


@require_safe
def report_manifest(request, name, suffix="csv"):
    """What is told of that file: question, columns, count, checksum."""
    return answered(request, report_named(name), suffix, Export.manifest)


def shown(request, wanted, **more):
    """The page of a report that this person may see."""
    page, base = ReportPage(wanted, request.GET), base_of(request)
    files = ReportFiles(page, base, lambda rows: table_of(wanted, page.filters, base, rows))
    return render(request, "reports/report.html", {"page": page, "files": files, "gallery_url": "/reports/"} | more)


def answered(request, wanted, suffix, act):
    """A file of a report that this person may see, or what is told of it."""
    filters = wanted.asked(request.GET)
    if not filters.is_valid():
        return HttpResponseBadRequest(f"{filters.wrong}\n", content_type="text/plain; charset=utf-8")
    told = lambda question: about(request, wanted.name, wanted.title, question)  # noqa: E731
    return refused_in_words(lambda: act(export_of(wanted, request.GET, base_of(request), suffix, told), request))


def report_table(wanted, request):
    """The report under the filters of the query string; None where one of them makes no sense."""
    filters = wanted.asked(request.GET)
    return table_of(wanted, filters, base_of(request)) if filters.is_valid() else None
