"""Limits of requests to the back office: size, and values that no database can hold, answered by an error page."""

from django.contrib import admin, messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError
from django.shortcuts import render
from django.urls import reverse
from django.views.defaults import page_not_found

MIB = 1024 * 1024
MAX_BODY = 120 * MIB  # the largest file that a record may have is 100 MiB
MAX_ANONYMOUS_BODY = MIB  # a person who is not signed in sends a name and a password
MAX_WORDS = 40  # of a search in an admin list: each is compared with every searched field, in one expression
MAX_SEARCH_LENGTH = 1000  # characters
SEARCH_PARAMETERS = ("q", "term")  # of an admin list, of an autocomplete field
TOO_MUCH = "This form holds more than the portal takes at once: {}. Nothing was saved."
OUT_OF_RANGE = "A number in this form is larger than any that the portal keeps. Nothing was saved."


class RequestLimits:
    """Middleware; stands after messages, the last before the view of a back office page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_of_the_back_office(request):
            refusal = _excess(request)
            if refusal:
                return _refused(request, TOO_MUCH.format(refusal), status=413)
            _clean(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer a number outside the range of the database by 404, or by an error page where a form was sent."""
        if not _is_of_the_back_office(request) or not isinstance(exception, OverflowError | DataError):
            return None
        if request.method == "POST":
            return _refused(request, OUT_OF_RANGE, status=400)
        return page_not_found(request, exception)


def _is_of_the_back_office(request):
    return request.path_info.startswith(reverse("admin:index"))


def _excess(request):
    """The exceeded limit in words, or "". Reads the body, where its size allows it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    largest = MAX_BODY if request.user.is_authenticated else MAX_ANONYMOUS_BODY
    if length.isdecimal() and int(length) > largest:
        return f"more than {largest // MIB} MiB"
    try:
        request.POST  # noqa: B018  Django enforces its own limits while it reads
    except RequestDataTooBig:
        return "too much text"
    except TooManyFieldsSent:
        return "too many fields"
    except TooManyFilesSent:
        return "too many files"
    return ""


def _clean(request):
    """Remove NULs and regular expressions from the request, and the words of a search beyond the limit."""
    request.GET = _without_patterns(_without_nul(request.GET))
    if request.method == "POST":
        request.POST = _without_nul(request.POST)
    for name in SEARCH_PARAMETERS:
        text = request.GET.get(name, "")
        words = text[:MAX_SEARCH_LENGTH].split()
        if len(words) > MAX_WORDS or len(text) > MAX_SEARCH_LENGTH:
            request.GET = request.GET.copy()
            request.GET[name] = " ".join(words[:MAX_WORDS])
            messages.warning(request, f"Only the first {len(words[:MAX_WORDS])} words were searched for.")


def _without_nul(parameters):
    """Parameters without NUL characters, which PostgreSQL refuses and no person types."""
    if not any("\0" in text for name, values in parameters.lists() for text in (name, *values)):
        return parameters
    cleaned = parameters.copy()
    cleaned.clear()
    for name, values in parameters.lists():
        cleaned.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return cleaned


def _without_patterns(parameters):
    """Parameters without regular expressions: no admin filter needs one, and a slow one burdens the database."""
    patterns = [name for name in parameters if name.endswith(("__regex", "__iregex"))]
    if not patterns:
        return parameters
    cleaned = parameters.copy()
    for name in patterns:
        del cleaned[name]
    return cleaned


def _refused(request, words, status):
    context = {**admin.site.each_context(request), "title": "Not taken", "words": words}
    return render(request, "admin/refused.html", context, status=status)
