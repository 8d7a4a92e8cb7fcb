"""Answers of the portal to a visitor, read inside the portal: with its caches, and without sessions and limits."""

import gzip

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve

from baliportal.canonical_query import CanonicalQuery
from baliportal.page_cache import PageCacheMiddleware


class OwnAnswers:
    """The answers that a visitor gets who asks under the host and scheme of a request."""

    def __init__(self, request):
        self._factory = RequestFactory(headers={"host": request.get_host()})
        self._secure = request.is_secure()
        self._respond = CanonicalQuery(PageCacheMiddleware(_view))

    def body(self, address: str) -> bytes:
        """The body at an address. Raises Unanswered where the status is not 200."""
        request = self._factory.get(address, secure=self._secure)
        request.user = AnonymousUser()
        response = self._respond(request)
        try:
            content = b"".join(response) if response.streaming else response.content
        finally:
            _close(response)
        if response.status_code != 200:
            raise Unanswered(f"{address} answers {response.status_code}")
        return gzip.decompress(content) if response.get("Content-Encoding") == "gzip" else content


class Unanswered(Exception):
    """An address that does not answer as it should; the message says which, and how."""


def _close(response):
    """Close files of a response. Its own `close` would also end the database connection of the request around it."""
    for close in response._resource_closers:
        close()


def _view(request):
    match = resolve(request.path_info)
    response = match.func(request, *match.args, **match.kwargs)
    return response.render() if hasattr(response, "render") and not response.is_rendered else response
