"""HTTP responses with an export or its manifest: streamed while it is made, or from the cache."""

from typing import cast

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.statuses import Visibility

from .export import Export
from .export_cache import ExportCache, FileFacts
from .streaming_file import ExportAborted, StreamingFile


def file_response(request: HttpRequest, export: Export) -> HttpResponseBase:
    """The file, from the cache or streamed as it is made; 304 for a visitor whose browser has it already.

    An error before the first byte, such as InvalidOption, is raised as it is.
    """
    key = export.key()
    has_it = f'"{key}"' in request.headers.get("If-None-Match", "")
    if has_it and not export.private and audience_of_request(request) == Visibility.PUBLIC:
        return HttpResponseNotModified(headers={"ETag": f'W/"{key}"'})
    return _set_headers(_body_response(export, key, request.method), export, key)


def manifest_response(request: HttpRequest, export: Export) -> HttpResponse:
    """The manifest of the file; makes the file where it is not in the cache."""
    manifest = export.manifest(_file_facts(export, export.key()))
    response = JsonResponse(manifest, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _set_private(response) if export.private else response


def _body_response(export, key, method):
    cached, content_type = None if export.private else _cache().open(key), export.format.content_type
    if cached:
        return FileResponse(cached, content_type=content_type)
    if method == "HEAD":
        return StreamingHttpResponse([], content_type=content_type)  # the length is not known before the file is made
    return StreamingHttpResponse(_started_file(export, key).read(), content_type=content_type)


def _file_facts(export, key) -> FileFacts:
    facts = None if export.private else _cache().facts(key)
    if facts:
        return facts
    file = _started_file(export, key)
    for _ in file.read():
        pass
    return cast(FileFacts, file.facts)  # known once the file was read to its end


def _started_file(export, key) -> StreamingFile:
    """A file whose first bytes can be read. An error before them is raised as it was, not as ExportAborted."""
    try:
        return StreamingFile(_cache(), key, export.chunks, store=not export.private).started()
    except ExportAborted as aborted:
        raise aborted.__cause__ or aborted from None


def _set_headers(response, export, key):
    if export.private:
        _set_private(response)
    else:
        response["ETag"] = f'W/"{key}"'
        patch_cache_control(response, public=True, no_cache=True)
    if export.format.attached:
        response["Content-Disposition"] = content_disposition_header(True, export.file_name)
    else:
        del response["Content-Disposition"]
    return response


def _set_private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response


def _cache():
    return ExportCache(settings.EXPORTS_ROOT)
