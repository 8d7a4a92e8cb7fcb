"""Addresses of files: their bytes, their text page by page, and the pictures of their pages."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from baliportal.catalogue.site_url import site_url

from .access import access
from .page_pictures import picture_of
from .reader_page import ReaderPage, read_page_number
from .safety.media_types import BY_MEDIA_TYPE, safe_name


@require_safe
def download(request, sha256):
    """The bytes with this fingerprint, as an attachment in a sandbox without scripts; 410 after a takedown."""
    found = _access_or_404(request, sha256)
    if found.erasure:
        return _gone(request, found)
    etag = f'"{sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), found)
    response = attachment(found.stored, file_name(found))
    if found.replaced_by:
        response["Link"] = f'</files/{found.replaced_by}/>; rel="successor-version"'
    return _with_headers(response, found)


def attachment(stored, name):
    """Answer with stored bytes as an attachment under a name, in a sandbox without scripts."""
    try:
        content = default_storage.open(stored.file.name)
    except FileNotFoundError:
        raise Http404("The file is not kept here any more.") from None
    response = FileResponse(content, content_type=stored.media_type)
    response["Content-Length"] = stored.size
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def text(request, sha256):
    """The reader: the text of one page, with the words of `q` marked."""
    found = _access_or_404(request, sha256)
    if found.erasure:
        return _gone(request, found)
    page = ReaderPage(found, request.GET.get("q", ""), read_page_number(request.GET), site_url(request))
    if not page.exists:
        raise Http404("This file has fewer pages.")
    return _private_unless_public(render(request, "files/reader.html", {"page": page}), found)


@require_safe
def plain_text(request, sha256):
    """The text as TXT: the page that `page` names, or the whole."""
    found = _access_or_404(request, sha256)
    if found.erasure:
        return _gone(request, found)
    number = read_page_number(request.GET) if request.GET.get("page") else None
    tag = f"{found.stored.text_sha256 or sha256}-{number or 'text'}"
    if f'"{tag}"' in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), found, tag)
    pages = found.stored.page_set.all() if number is None else found.stored.page_set.filter(number=number)
    content = "\n\f\n".join(pages.values_list("text", flat=True))
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    name = file_name(found).rpartition(".")[0] + (f"-page-{number}" if number else "") + ".txt"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return _with_headers(response, found, tag)


@require_safe
def page_picture(request, sha256, number):
    """The picture of a page as PNG."""
    found, tag = _access_or_404(request, sha256), f"{sha256}-{number}"
    if not found.erasure and f'"{tag}"' in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), found, tag)
    picture = None if found.erasure else picture_of(found.stored, number)
    if picture is None:
        raise Http404("There is no picture of this page.")
    response = HttpResponse(picture, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    return _with_headers(response, found, tag)


def file_name(found):
    """The name of the download, with the ending of its content."""
    media_type = found.stored.media_type
    name = found.file.name or found.file.title or found.sha256[:12]
    return safe_name(name, media_type) if media_type in BY_MEDIA_TYPE else f"{found.sha256[:12]}.bin"


def _access_or_404(request, sha256):
    found = access(sha256, request.user)
    if found is None or not (found.stored or found.erasure):
        raise Http404("There is no such file.")
    return found


def _gone(request, found):
    """Answer 410 with the day and reason of a takedown, to whoever could see the file."""
    return render(request, "files/gone.html", {"found": found}, status=410)


def _with_headers(response, found, tag=""):
    response["ETag"] = f'"{tag or found.sha256}"'
    patch_cache_control(response, no_cache=True, **({"public": True} if found.public else {"private": True}))
    response["Vary"] = "Cookie"
    return response


def _private_unless_public(response, found):
    if not found.public:
        patch_cache_control(response, private=True, no_store=True)
    return response
