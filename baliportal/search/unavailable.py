"""503 Service Unavailable where a page or a file needs the index and there is none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .index.index import RETRY_SECONDS, IndexUnusable

SENTENCE = "Search is not available at the moment. Please try again in a minute."


class SearchUnavailable:
    """Middleware that answers IndexUnusable, raised in a view, with 503 and Retry-After instead of 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, IndexUnusable):
            return None
        response = _as_text() if "." in request.path else _as_page(request)
        response["Retry-After"] = str(int(RETRY_SECONDS))
        return response


def _as_page(request: HttpRequest) -> HttpResponse:
    return render(request, "search/unavailable.html", {"sentence": SENTENCE}, status=503)


def _as_text() -> HttpResponse:
    """Plain text for programs that requested a file."""
    return HttpResponse(f"{SENTENCE}\n", content_type="text/plain; charset=utf-8", status=503)
