"""An export as an answer to a request: whole, of one state, told of exactly, and made once for all who ask the same."""

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseNotModified, JsonResponse, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from .export import Export
from .export_cache import ExportCache, FileFacts
from .streaming_file import BrokenOff, StreamingFile


def file_response(request, export: Export) -> HttpResponse:
    """The file: from the spool, or as it is being made."""
    key = export.key()
    if not export.private and f'"{key}"' in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": f'W/"{key}"'})
    return _labelled(_response(export, key, request.method), export, key)


def manifest_response(request, export: Export) -> JsonResponse:
    """The manifest of the file; makes the file where it is not in the spool."""
    told = export.manifest(_facts(export, export.key()))
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _for_one_alone(response) if export.private else response


def _response(export, key, method):
    spooled, content_type = None if export.private else _spool().open(key), export.format.content_type
    if spooled:
        return FileResponse(spooled, content_type=content_type)
    if method == "HEAD":
        return StreamingHttpResponse([], content_type=content_type)  # its length is not known yet
    return StreamingHttpResponse(_begun(export, key).read(), content_type=content_type)


def _facts(export, key) -> FileFacts:
    draft = None
    facts = None if export.private else _spool().facts(key)
    if facts is None:
        draft = _begun(export, key)
        for _ in draft.read():
            pass
    return facts or draft.facts


def _begun(export, key):
    """A draft with bytes to read. What went wrong before the first of them is raised as it was."""
    try:
        return StreamingFile(_spool(), key, export.pieces, keep=not export.private).begun()
    except BrokenOff as broken:
        raise broken.__cause__ or broken from None


def _labelled(response, export, key):
    if export.private:
        _for_one_alone(response)
    else:
        response["ETag"] = f'W/"{key}"'
        patch_cache_control(response, public=True, no_cache=True)
    if export.format.attached:
        response["Content-Disposition"] = content_disposition_header(True, export.file_name)
    else:
        del response["Content-Disposition"]
    return response


def _for_one_alone(response):
    patch_cache_control(response, private=True, no_store=True)
    return response


def _spool():
    return ExportCache(settings.EXPORTS_ROOT)
