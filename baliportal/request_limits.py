"""Limits of what a request may bring, and values that no database can hold: answered with a sentence, not a 500."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.db import DataError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.defaults import page_not_found

from .traffic.refusals import refusal_page

MIB = 1024 * 1024
MOST_WORDS = 40  # of a search in a list: each is compared with every searched field, in one expression
LONGEST_SEARCH = 1000  # characters
SEARCHES = ("q", "term")  # of a list, of a field that completes what is typed
SAFE = ("GET", "HEAD", "OPTIONS")
TOO_MUCH = "This form holds more than the portal takes at once: {}. Nothing was saved."
OUT_OF_RANGE = "A number in this form is larger than any that the portal keeps. Nothing was saved."


class FilesRefused(RequestDataTooBig):
    """Somebody who is not signed in sends a file."""


class NoUploads(FileUploadHandler):
    """Refuse a file at its first line, before a byte of it is stored."""

    def new_file(self, *args, **kwargs):
        raise FilesRefused

    def receive_data_chunk(self, raw_data, start):
        raise FilesRefused

    def file_complete(self, file_size):
        raise FilesRefused


class RequestLimits:
    """Middleware; stands after messages, as the last that a request of the back office passes before its view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_of_the_back_office(request):
            if request.method not in SAFE and _excess(request):
                return HttpResponse(refusal_page(413), status=413)
        else:
            refusal = _excess(request)
            if refusal:
                return _refused(request, TOO_MUCH.format(refusal), status=413)
            _clean(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        """A number outside the range of the database names nothing: not found, or a form that says so."""
        if not _is_of_the_back_office(request) or not isinstance(exception, OverflowError | DataError):
            return None
        if request.method == "POST":
            return _refused(request, OUT_OF_RANGE, status=400)
        return page_not_found(request, exception)


def _is_of_the_back_office(request):
    return request.path_info.startswith(reverse("admin:index"))


def _excess(request):
    """Name the excess of a request in words, "" for none. Reads the body, where its size allows it."""
    length, signed_in = request.META.get("CONTENT_LENGTH") or "0", request.user.is_authenticated
    largest = settings.TRAFFIC.largest_upload if signed_in else settings.TRAFFIC.largest_body
    if length.isdecimal() and int(length) > largest:
        return f"more than {largest // MIB} MiB"
    if not signed_in:
        request.upload_handlers = [NoUploads(request)]
    try:
        request.POST  # noqa: B018  Django counts while it reads
    except FilesRefused:
        return "a file, and only people who are signed in may send files"
    except RequestDataTooBig:
        return "too much text"
    except TooManyFieldsSent:
        return "too many fields"
    except TooManyFilesSent:
        return "too many files"
    return ""


def _clean(request):
    """Leave out what only a hostile request holds, and the words of a search that are too many."""
    request.GET = _without_blank_field(_without_patterns(_without_nul(request.GET)))
    if request.method == "POST":
        request.POST = _without_blank_field(_without_nul(request.POST))
    for name in SEARCHES:
        text = request.GET.get(name, "")
        words = text[:LONGEST_SEARCH].split()
        if len(words) > MOST_WORDS or len(text) > LONGEST_SEARCH:
            request.GET = request.GET.copy()
            request.GET[name] = " ".join(words[:MOST_WORDS])
            messages.warning(request, f"Only the first {len(words[:MOST_WORDS])} words were searched for.")


def _without_nul(sent):
    """PostgreSQL keeps no NUL in a text, and no person types one."""
    if not any("\0" in text for name, values in sent.lists() for text in (name, *values)):
        return sent
    cleaned = sent.copy()
    cleaned.clear()
    for name, values in sent.lists():
        cleaned.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return cleaned


def _without_patterns(sent):
    """No filter of a list is a regular expression: one that is broken, or slow, would be the database's to suffer."""
    patterns = [name for name in sent if name.endswith(("__regex", "__iregex"))]
    if not patterns:
        return sent
    cleaned = sent.copy()
    for name in patterns:
        del cleaned[name]
    return cleaned


def _without_blank_field(sent):
    """Django looks a record up by the field that `_to_field` names; a blank one names none, and was an error of 500."""
    if TO_FIELD_VAR not in sent or sent[TO_FIELD_VAR].strip():
        return sent
    cleaned = sent.copy()
    del cleaned[TO_FIELD_VAR]
    return cleaned


def _refused(request, words, status):
    context = {**admin.site.each_context(request), "title": "Not taken", "words": words}
    return render(request, "admin/refused.html", context, status=status)
