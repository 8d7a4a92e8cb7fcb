"""Downloads of lists and records: the address of the page with a suffix, the same query string, all rows."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.journal.known import entry_known
from baliportal.catalogue.kinds import named
from baliportal.catalogue.page_question import InvalidQuestion, PageQuestion, day_in_words
from baliportal.catalogue.site_url import site_url
from baliportal.catalogue.views import moved_entry, published_entry
from baliportal.exports.delivery.options import InvalidOption
from baliportal.exports.delivery.refusal import bad_request_on_invalid_option
from baliportal.exports.delivery.responses import file_response, manifest_response

from .entry_exports import ListExport
from .record_exports import RecordExport


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
    """One record in another format, on the days that are asked for; a former address redirects to the present one."""
    return _record_answer(request, kind, slug, suffix, suffix, file_response)


@require_safe
@bad_request_on_invalid_option
def record_manifest(request, slug, kind, suffix="csv"):
    """The manifest of that file: record, days, columns, checksum."""
    return _record_answer(request, kind, slug, suffix, f"{suffix}.manifest.json", manifest_response)


def _record_answer(request, kind, slug, suffix, ending, answer):
    audience, question = audience_of_request(request), _question(request, kind)
    entry = published_entry(kind, slug, audience)
    if entry is None:
        page = moved_entry(kind, slug, audience).get_absolute_url()
        return redirect(f"{page.rstrip('/')}.{ending}{question.query}", permanent=True)
    if question.known and entry_known(entry, question.known, audience) is None:
        raise Http404(f"This portal did not show this {named(kind).label} on {day_in_words(question.known)}.")
    return answer(request, RecordExport(entry, suffix, site_url(request), request.GET, audience, question))


def _question(request, kind):
    try:
        return days_of_record(request.GET, kind)
    except InvalidQuestion as problem:
        raise InvalidOption(str(problem)) from problem


def days_of_record(query, kind) -> PageQuestion:
    """Return the days that a query string asks of the files of one record; raise InvalidQuestion for what is no day."""
    return PageQuestion.read(query, [name for name in named(kind).parameters if name in ("as_of", "known")])


def _list_export(request, name, kind, suffix):
    return ListExport(name, kind, suffix, site_url(request), request.GET, audience_of_request(request))
