"""An export as an answer to a request: whole, of one state, told of exactly, and made once for all who ask the same."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseNotModified, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from baliportal.catalogue.models import JournalHead

from .choices import Choices
from .draft import BrokenOff, Draft, Progress
from .files import FORMATS, Table, file_name
from .manifest import manifest
from .spool import Facts, Spool


@dataclass(frozen=True)
class Export:
    """What is asked for, before anything is made.

    `table` is called inside `state`, a context in which all that is read agrees and which gives the journal's number.
    `about` tells of the question, for the manifest; `words` of it go into the file's name.
    """

    name: str
    suffix: str
    table: Callable[[], Table]
    state: Callable[[], AbstractContextManager[int]]
    about: Callable[[], dict]
    choices: Choices
    words: tuple = ()

    def answer(self, request) -> HttpResponse:
        """The file: from where it is kept, or as it is being made."""
        key = _key(request, request.path)
        if f'"{key}"' in request.headers.get("If-None-Match", ""):
            return HttpResponseNotModified(headers={"ETag": f'W/"{key}"'})
        return self._labelled(self._response(key, request.method), key)

    def manifest(self, request) -> JsonResponse:
        """What is told of the file; makes it where it is not kept."""
        facts = self._whole(_key(request, self._file_path(request)))
        told = manifest(self._arranged(self.table()), facts, self.suffix, self._format.content_type, self._file_name(),
                        self.about(), self.choices)  # fmt: skip
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})

    @property
    def _format(self):
        return FORMATS[self.suffix]

    def _response(self, key, method):
        spool = _spool()
        kept = spool.open(key)
        if kept:
            return FileResponse(kept, content_type=self._format.content_type)
        if method == "HEAD":
            return HttpResponse(content_type=self._format.content_type)
        return StreamingHttpResponse(self._begun(key).read(), content_type=self._format.content_type)

    def _whole(self, key) -> Facts:
        draft = None
        facts = _spool().facts(key)
        if facts is None:
            draft = self._begun(key)
            for _ in draft.read():
                pass
        return facts or draft.facts

    def _begun(self, key):
        """A draft with bytes to read. What went wrong before the first of them is raised as it was."""
        try:
            return Draft(_spool(), key, self._pieces).begun()
        except BrokenOff as broken:
            raise broken.__cause__ or broken from None

    def _pieces(self, progress: Progress):
        with self.state() as number:
            progress.number, progress.made = number, timezone.now().isoformat(timespec="seconds")
            table = self._arranged(self.table())
            counted = replace(
                table,
                records=lambda: progress.counted(table.records()),
                results=lambda: progress.counted(table.results()),
                citations=table.citations and (lambda: progress.counted(table.citations())),
            )
            yield from self._format.write(counted)

    def _arranged(self, table):
        columns, choices = self.choices.chosen(table.columns), self.choices
        return replace(table, columns=columns, records=lambda: choices.arranged(table.records()),
                       delimiter=choices.delimiter, bom=choices.bom)  # fmt: skip

    def _labelled(self, response, key):
        response["ETag"] = f'W/"{key}"'
        patch_cache_control(response, public=True, no_cache=True)
        if self._format.attached:
            response["Content-Disposition"] = f'attachment; filename="{self._file_name()}"'
        else:
            del response["Content-Disposition"]
        return response

    def _file_name(self):
        return f"{file_name(self.name, self.words)}.{self.suffix}"

    def _file_path(self, request):
        """The address of the file that a manifest's address tells of."""
        path = request.path.removesuffix(".manifest.json")
        return path if path.endswith(f".{self.suffix}") else f"{path}.{self.suffix}"


def _spool():
    return Spool(settings.EXPORTS_ROOT)


def _key(request, path):
    """A fingerprint of all that the file depends on; equal questions in another order are one."""
    question = urlencode(sorted(parse_qsl(request.META.get("QUERY_STRING", ""))))
    parts = [settings.RELEASE, JournalHead.current(), timezone.localdate(), request.scheme, request.get_host(), path,
             question]  # fmt: skip
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:40]
