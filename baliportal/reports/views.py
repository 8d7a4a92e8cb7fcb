"""The pages of the reports and their files."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.site_url import site_url
from baliportal.exports.delivery.refusal import refusing_in_words
from baliportal.exports.delivery.responses import file_response, manifest_response

from .exports import ReportExport
from .registry import FILES, PUBLIC_REPORTS, report_named
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
@refusing_in_words
def download_report(request, name, suffix):
    """All rows of a report as a file."""
    return file_response(request, report_export(request, report_named(name), suffix))


@require_safe
@refusing_in_words
def report_manifest(request, name, suffix="csv"):
    """What is told of that file: question, columns, count, checksum."""
    return manifest_response(request, report_export(request, report_named(name), suffix))


def shown(request, wanted, **more):
    """The page of a report that this person may see."""
    page = ReportPage(wanted, request.GET)
    files = ReportFiles(page, site_url(request))
    return render(request, "reports/report.html", {"page": page, "files": files, "list_url": "/reports/"} | more)


def report_export(request, wanted, suffix):
    """The file of a report under the filters and choices of the query string; raises InvalidOption."""
    return ReportExport(wanted, suffix, site_url(request), request.GET)
