"""HTTP views of the calendar: the list, a year, a month, and the iCalendar file."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.partial_dates import EARLIEST_YEAR, LATEST_YEAR
from baliportal.catalogue.site_url import site_url
from baliportal.exports.delivery.responses import file_response, manifest_response

from .export import CalendarExport
from .pages import ListPage, MonthPage, YearPage
from .request import CalendarRequest


@require_safe
def calendar(request):
    """The calendar as a list: to come, latest, without a date."""
    return render(request, "workshops/calendar_list.html", {"page": ListPage(*_asked(request))})


@require_safe
def year(request, year):
    """A year of the calendar."""
    _check(year)
    return render(request, "workshops/calendar_year.html", {"page": YearPage(*_asked(request), year)})


@require_safe
def month(request, year, month):
    """A month of the calendar."""
    _check(year, month)
    return render(request, "workshops/calendar_month.html", {"page": MonthPage(*_asked(request), year, month)})


@require_safe
def download_calendar(request):
    """The calendar as an iCalendar file, under the choices of the query string."""
    return file_response(request, _export(request))


@require_safe
def calendar_manifest(request):
    """The manifest of that file."""
    return manifest_response(request, _export(request))


def _asked(request):
    return CalendarRequest.read(request.GET), audience_of_request(request), site_url(request)


def _export(request):
    return CalendarExport(site_url(request), request.GET, audience_of_request(request))


def _check(year, month=1):
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12):
        raise Http404("The calendar has no such month.")
