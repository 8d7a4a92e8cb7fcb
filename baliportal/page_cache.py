"""Page cache: public pages under the public number, never stale, never cleared, with a 304 that renders no template.

A public page depends on the address, its canonical query string, the Accept-Language header, the day, the release, and
the published records. So a page made at one public number is right until the number moves; then its key is not asked
for again, and the cache evicts it. Pages of signed-in people, answers with cookies, files, and addresses without a
canonical query string are never cached.
"""

import gzip
import hashlib

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from baliportal.catalogue.journal.head import newest_head, pinned_head
from baliportal.catalogue.site_url import site_url
from baliportal.search.index.pinned_read import pinned_read

from .last_known_version import LastKnownVersion

MAX_BYTES = 512 * 1024  # of a page; larger ones are made anew each time
CACHED_TYPES = ("text/html", "application/json", "application/x-suggestions+json", "application/atom+xml")
SECONDS = 24 * 3600  # a page is cached at most, as the day is in its key
CACHED_HEADERS = ("Content-Type", "Link", "Last-Modified")  # outer middleware adds the security headers to every answer

last_known = LastKnownVersion()


class PageCacheMiddleware:
    """Middleware; stands outside those that read sessions, so that a cached page needs none of them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_cacheable_request(request):
            return self.get_response(request)
        try:
            head = last_known.ask(newest_head)
        except (OperationalError, InterfaceError):
            if kept := _kept_without_database(request):
                return kept
            raise
        with pinned_head(head):
            return self._answer(request, _tag(request, head.public_version))

    def _answer(self, request, tag):
        if kept := _kept_answer(request, tag):
            return kept
        with pinned_read() as index_is_current:  # the page reads one state, also while the index is synchronised
            response = self.get_response(request)
        if not (index_is_current and _is_cacheable_response(response)):
            return response
        if request.method == "GET":  # the answer to HEAD may have no body
            cached = _to_cache(response)
            cache.set(tag, cached, SECONDS)
            response = _from_cache(request, cached)  # compressed already
        return _with_validators(response, tag)


def _kept_answer(request, tag):
    """304 or the cached page; None where there is neither."""
    if f'"{tag}"' in request.headers.get("If-None-Match", ""):
        return _with_validators(HttpResponseNotModified(), tag)
    cached = cache.get(tag)
    return None if cached is None else _with_validators(_from_cache(request, cached), tag)


def _kept_without_database(request):
    """The cached page of the last known public number; no view can make one while the database is away."""
    return _kept_answer(request, _tag(request, last_known.version)) if last_known.version else None


def is_cacheable_request(request):
    """True where the answer is the same for every visitor and depends on the canonical query string only."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    return request.method in ("GET", "HEAD") and not signed_in and request.canonical_query is not None


def _tag(request, version):
    """A fingerprint of all that the page depends on."""
    parts = [settings.RELEASE, version, timezone.localdate(), site_url(request), request.path, request.canonical_query,
             request.headers.get("Accept-Language", "")]  # fmt: skip
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:32]


def _is_cacheable_response(response):
    return response.status_code == 200 and not response.streaming and not response.cookies and (
        len(response.content) <= MAX_BYTES and response.headers.get("Content-Type", "").startswith(CACHED_TYPES)
    )  # fmt: skip


def _to_cache(response):
    return gzip.compress(response.content, 5), {k: response[k] for k in CACHED_HEADERS if response.has_header(k)}


def _from_cache(request, cached):
    content, headers = cached
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(content, headers=headers | {"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(content), headers=headers)
    response["Content-Length"] = str(len(response.content))
    return response


def _with_validators(response, tag):
    """Add ETag, Cache-Control and Vary: clients ask again each time, and get a 304 while nothing changed."""
    response["ETag"] = f'W/"{tag}"'  # weak: the same page, whether it travels compressed or not
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response
