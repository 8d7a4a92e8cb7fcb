"""Downloads of lists and records: the address of the page with a suffix, the same query string, all rows."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.site_url import site_url
from baliportal.catalogue.views import moved_entry, published_entry
from baliportal.exports.delivery.refusal import bad_request_on_invalid_option
from baliportal.exports.delivery.responses import file_response, manifest_response

from .entry_exports import ListExport, RecordExport


@require_safe
@bad_request_on_invalid_option
def download(request, name, suffix, kind=""):
    """The whole list that the query string asks for, as a file."""
    return file_response(request, _list_export(request, name, kind, suffix))


@require_safe
@bad_request_on_invalid_option
def download_manifest(request, name, suffix="csv", kind=""):
    """The manifest of that file: query, columns, number of rows, checksum."""
    return manifest_response(request, _list_export(request, name, kind, suffix))


@require_safe
@bad_request_on_invalid_option
def download_record(request, slug, suffix, kind):
    """One record in another format; its former addresses redirect to the present one."""
    audience = audience_of_request(request)
    entry = published_entry(kind, slug, audience)
    if entry is None:
        page = moved_entry(kind, slug, audience).get_absolute_url()
        return redirect(f"{page.rstrip('/')}.{suffix}", permanent=True)
    return file_response(request, RecordExport(entry, suffix, site_url(request), request.GET, audience))


def _list_export(request, name, kind, suffix):
    return ListExport(name, kind, suffix, site_url(request), request.GET, audience_of_request(request))
