"""HTTP views of series of meetings: all of them, one with its row, and its row as a file."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.site_url import site_url
from baliportal.exports.delivery.links import file_links
from baliportal.exports.delivery.refusal import bad_request_on_invalid_option
from baliportal.exports.delivery.responses import file_response, manifest_response
from baliportal.exports.formats.registry import TABLE_FORMATS

from .models import Series
from .pages.series import all_series, series_page
from .pages.series_export import SeriesExport


@require_safe
def series_list(request):
    """The page of all series."""
    return render(request, "workshops/series_list.html", {"series": all_series(audience_of_request(request))})


@require_safe
def series(request, slug):
    """The page of one series; its address is read without regard to case."""
    wanted = get_object_or_404(Series, slug=slug.lower())
    context = {
        "series": series_page(wanted, audience_of_request(request)),
        "downloads": file_links(wanted.get_absolute_url(), "", TABLE_FORMATS),
    }
    return render(request, "workshops/series.html", context)


@require_safe
@bad_request_on_invalid_option
def download_series(request, slug, suffix):
    """The row of a series as a file."""
    return file_response(request, _export(request, slug, suffix))


@require_safe
@bad_request_on_invalid_option
def series_manifest(request, slug, suffix=None):
    """The manifest of that file."""
    return manifest_response(request, _export(request, slug, suffix or "csv"))


def _export(request, slug, suffix):
    wanted = get_object_or_404(Series, slug=slug.lower())
    return SeriesExport(wanted, suffix, site_url(request), request.GET, audience_of_request(request))
