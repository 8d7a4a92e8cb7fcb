"""503 Service Unavailable where a page or a file needs the index and there is none."""

from django.http import HttpResponse
from django.shortcuts import render

from .index.index import RETRY, IndexUnusable

SENTENCE = "Search is not available at the moment. Please try again in a minute."


class SearchUnavailable:
    """Middleware: a view that the index fails is answered with 503 and Retry-After, never with 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, IndexUnusable):
            return None
        response = _as_text() if "." in request.path else _as_page(request)
        response["Retry-After"] = str(int(RETRY))
        return response


def _as_page(request):
    return render(request, "search/unavailable.html", {"sentence": SENTENCE}, status=503)


def _as_text():
    """For whoever asked for a file."""
    return HttpResponse(f"{SENTENCE}\n", content_type="text/plain; charset=utf-8", status=503)
