"""Views of public reports and their files.

They tell of what is published for everybody, to signed-in people too, so that a figure means the same to all.
"""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.site_url import site_url
from baliportal.exports.delivery.refusal import bad_request_on_invalid_option
from baliportal.exports.delivery.responses import file_response, manifest_response

from .exports import ReportExport
from .registry import FILES, PUBLIC_REPORTS, get_public_report
from .report_files import ReportFiles
from .report_page import ReportPage


@require_safe
def report_list(request):
    """Every public report with its question and its files, by subject."""
    context = {"groups": PUBLIC_REPORTS, "suffixes": FILES, "list_url": "/reports/"}
    return render(request, "reports/list.html", context)


@require_safe
def report(request, name):
    """A report's question, its filters, its plot and its first rows, and the files that hold them all."""
    return report_response(request, get_public_report(name))


@require_safe
@bad_request_on_invalid_option
def download_report(request, name, suffix):
    """All rows of a report as a file."""
    return file_response(request, report_export(request, get_public_report(name), suffix))


@require_safe
@bad_request_on_invalid_option
def report_manifest(request, name, suffix="csv"):
    """The manifest of that file: question, columns, number of rows, checksum."""
    return manifest_response(request, report_export(request, get_public_report(name), suffix))


@require_safe
def report_picture(request, name):
    """The plot of a report as an SVG file, for reports whose plot is a map."""
    page = ReportPage(get_public_report(name), request.GET)
    template = getattr(page.report.plot, "picture", "")
    if not template or not page.is_valid or page.plot is None:
        raise Http404("There is no such picture.")
    base = site_url(request)
    address = f"{base}{page.report.url}?{page.filters.data.urlencode()}".rstrip("?")
    return render(request, template, {"page": page, "base": base, "address": address}, content_type="image/svg+xml")


def report_response(request, report, **context):
    """The page of a report; the caller has checked that the person may see it."""
    page = ReportPage(report, request.GET)
    files = ReportFiles(page, site_url(request))
    return render(request, "reports/report.html", {"page": page, "files": files, "list_url": "/reports/"} | context)


def report_export(request, report, suffix):
    """The export of a report under the filters and options of the query string; raises InvalidOption."""
    return ReportExport(report, suffix, site_url(request), request.GET)
