"""Refusing a question that makes no sense: 400 with the sentence, as a file cannot show what is wrong."""

from functools import wraps

from django.http import HttpResponseBadRequest

from .options import InvalidOption


def refusing_in_words(view):
    """The view; it may raise InvalidOption."""

    @wraps(view)
    def refusing(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except InvalidOption as problem:
            return HttpResponseBadRequest(f"{problem}\n", content_type="text/plain; charset=utf-8")

    return refusing
