"""Page cache: public pages under the public number, never stale, nothing to clear, and a 304 that costs no template.

What a visitor sees depends on the address, its canonical query string, the language asked for, the day, this version of
the code, and what everybody may see of what is recorded so far. So a page made at one public number is right as long as
the number stands; at the next number nobody asks for it any more, and the cache lets it go. Pages of people who are
signed in, answers with cookies, files, and addresses without a canonical query string are never kept.
"""

import gzip
import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from baliportal.catalogue.journal.head import pinned_head
from baliportal.catalogue.site_url import site_url
from baliportal.search.index.pinned_read import pinned_read

LARGEST = 512 * 1024  # bytes of a page; larger ones are made anew each time
KEPT_TYPES = ("text/html", "application/json", "application/x-suggestions+json")
SECONDS = 24 * 3600  # that a page is kept at most: the day is in its key
KEPT_HEADERS = ("Content-Type", "Link")  # those of security are added to every answer further out


class PageCacheMiddleware:
    """Middleware; stands outside those that read sessions, so that a kept page needs none of them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not may_be_kept(request):
            return self.get_response(request)
        with pinned_head() as head:
            return self._answer(request, _tag(request, head.public_version))

    def _answer(self, request, tag):
        if f'"{tag}"' in request.headers.get("If-None-Match", ""):
            return _labelled(HttpResponseNotModified(), tag)
        kept = cache.get(tag)
        if kept is not None:
            return _labelled(_from_kept(request, kept), tag)
        with pinned_read() as index_is_current:  # an index that catches up meanwhile leaves the page as it was
            response = self.get_response(request)
        if not (index_is_current and _is_keepable(response)):
            return response
        if request.method == "GET":  # the answer to HEAD may have no body
            cache.set(tag, _to_kept(response), SECONDS)
        return _labelled(response, tag)


def may_be_kept(request):
    """Whether what this request asks for is the same for every visitor, and the query string says all of it."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    return request.method in ("GET", "HEAD") and not signed_in and request.canonical_query is not None


def _tag(request, version):
    """A fingerprint of all that the page depends on."""
    parts = [settings.RELEASE, version, timezone.localdate(), site_url(request), request.path, request.canonical_query,
             request.headers.get("Accept-Language", "")]  # fmt: skip
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:32]


def _is_keepable(response):
    return response.status_code == 200 and not response.streaming and not response.cookies and (
        len(response.content) <= LARGEST and response.headers.get("Content-Type", "").startswith(KEPT_TYPES)
    )  # fmt: skip


def _to_kept(response):
    return gzip.compress(response.content, 5), {k: response[k] for k in KEPT_HEADERS if response.has_header(k)}


def _from_kept(request, kept):
    content, headers = kept
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(content, headers=headers | {"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(content), headers=headers)
    response["Content-Length"] = str(len(response.content))
    return response


def _labelled(response, tag):
    """Tell browsers and proxies to ask again each time: the answer is a 304 as long as nothing changed."""
    response["ETag"] = f'W/"{tag}"'  # weak: the same page, whether it travels compressed or not
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response
