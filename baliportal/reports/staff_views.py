"""All reports in the back office: those for staff beside those for everybody, each to be saved under a name."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from baliportal.exports.delivery.refusal import refusing_in_words
from baliportal.exports.delivery.responses import file_response, manifest_response

from .permissions import seen_by
from .registry import FILES, PUBLIC_REPORTS, STAFF_REPORTS, may_see, report_called
from .views import report_export, shown


@require_safe
def report_list(request):
    """Every report that the person may see, by subject, and those that were saved."""
    own = tuple(report for report in STAFF_REPORTS if may_see(request.user, report))
    context = {
        "groups": ({"For staff": own} if own else {}) | PUBLIC_REPORTS,
        "suffixes": FILES,
        "saved": seen_by(request.user) if request.user.has_perm("reports.view_savedreport") else [],
        "inside": True,
    }
    return render(request, "reports/list.html", context)


@require_safe
def report(request, name):
    """A report, with a way to save it under its filters."""
    wanted = permitted(request.user, name)
    address = {"address": f"{wanted.url}?{request.META.get('QUERY_STRING', '')}".rstrip("?")}
    may_save = request.user.has_perm("reports.add_savedreport")
    save = f"{reverse('admin:reports_savedreport_add')}?{urlencode(address)}" if may_save else ""
    return shown(request, wanted, list_url=reverse("staff_report_list"), save_url=save, inside=True)


@require_safe
@refusing_in_words
def download_report(request, name, suffix):
    """All rows as a file."""
    return file_response(request, report_export(request, permitted(request.user, name), suffix))


@require_safe
@refusing_in_words
def report_manifest(request, name, suffix="csv"):
    """What is told of that file."""
    return manifest_response(request, report_export(request, permitted(request.user, name), suffix))


def permitted(user, name):
    """The report of this name. Http404 where there is none, PermissionDenied where it is not for this person."""
    wanted = report_called(name)
    if wanted is None:
        raise Http404("There is no report of this name.")
    if not may_see(user, wanted):
        raise PermissionDenied
    return wanted
