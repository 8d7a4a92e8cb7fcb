"""Error response for options or filters that make no sense: 400 with the sentence, as a file cannot show it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase

from .options import InvalidOption

View = Callable[..., HttpResponseBase]


def bad_request_on_invalid_option(view: View) -> View:
    """Decorate a view that may raise InvalidOption."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except InvalidOption as problem:
            return HttpResponseBadRequest(f"{problem}\n", content_type="text/plain; charset=utf-8")

    return wrapped
