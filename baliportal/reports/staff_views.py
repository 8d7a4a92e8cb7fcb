"""Views of all reports in the back office, staff reports and public ones, each with a link to save it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from baliportal.exports.delivery.refusal import bad_request_on_invalid_option
from baliportal.exports.delivery.responses import file_response, manifest_response

from .permissions import visible_saved_reports
from .registry import FILES, PUBLIC_REPORTS, STAFF_REPORTS, find_report, may_see
from .views import report_export, report_response


@require_safe
def report_list(request):
    """Every report that the person may see, by subject, and their saved reports."""
    own = tuple(report for report in STAFF_REPORTS if may_see(request.user, report))
    context = {
        "groups": ({"For staff": own} if own else {}) | PUBLIC_REPORTS,
        "suffixes": FILES,
        "list_url": reverse("staff_report_list"),
        "saved": visible_saved_reports(request.user) if request.user.has_perm("reports.view_savedreport") else [],
        "inside": True,
    }
    return render(request, "reports/list.html", context)


@require_safe
def report(request, name):
    """A report, with a link to save it under its filters."""
    permitted_report = get_permitted_report(request.user, name)
    address = {"address": f"{permitted_report.url}?{request.META.get('QUERY_STRING', '')}".rstrip("?")}
    may_save = request.user.has_perm("reports.add_savedreport")
    save = f"{reverse('admin:reports_savedreport_add')}?{urlencode(address)}" if may_save else ""
    return report_response(request, permitted_report, list_url=reverse("staff_report_list"), save_url=save, inside=True)


@require_safe
@bad_request_on_invalid_option
def download_report(request, name, suffix):
    """All rows of a report as a file."""
    return file_response(request, report_export(request, get_permitted_report(request.user, name), suffix))


@require_safe
@bad_request_on_invalid_option
def report_manifest(request, name, suffix="csv"):
    """The manifest of that file."""
    return manifest_response(request, report_export(request, get_permitted_report(request.user, name), suffix))


def get_permitted_report(user, name):
    """The report of this name. Raises Http404 when there is none, PermissionDenied when the person may not see it."""
    report = find_report(name)
    if report is None:
        raise Http404("There is no report of this name.")
    if not may_see(user, report):
        raise PermissionDenied
    return report
