"""An export as an answer to a request: whole, of one state, told of exactly, and made once for all who ask the same."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseNotModified, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from baliportal.catalogue.models import JournalHead

from ..formats.registry import FORMATS, Table, file_name
from .export_cache import ExportCache, FileFacts
from .manifest import about_sheet, manifest
from .options import ExportOptions
from .streaming_file import BrokenOff, Progress, StreamingFile


@dataclass(frozen=True)
class Export:
    """What is asked for, before anything is made.

    `table` is called inside `state`, a context in which all that is read agrees and which gives the journal's number.
    `about` tells of the question, for the manifest; `words` of it go into the file's name. What is `private` is for
    who asks alone: made anew each time and kept nowhere, as it may depend on more than the journal.
    """

    name: str
    suffix: str
    table: Callable[[], Table]
    state: Callable[[], AbstractContextManager[int]]
    about: Callable[[], dict]
    choices: ExportOptions
    words: tuple = ()
    private: bool = False

    def answer(self, request) -> HttpResponse:
        """The file: from where it is kept, or as it is being made."""
        key = _key(request, request.path)
        if not self.private and f'"{key}"' in request.headers.get("If-None-Match", ""):
            return HttpResponseNotModified(headers={"ETag": f'W/"{key}"'})
        return self._labelled(self._response(key, request.method), key)

    def manifest(self, request) -> JsonResponse:
        """What is told of the file; makes it where it is not kept."""
        told = self.told_of(self._whole(_key(request, self._file_path(request))))
        response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
        return _for_one_alone(response) if self.private else response

    def told_of(self, facts: FileFacts) -> dict:
        """The manifest of a file that was made of this, as plain values."""
        return manifest(self._arranged(self.table()), facts, self.suffix, self._format.content_type, self.file_name(),
                        self.about(), self.choices)  # fmt: skip

    @property
    def _format(self):
        return FORMATS[self.suffix]

    def _response(self, key, method):
        kept = None if self.private else _spool().open(key)
        if kept:
            return FileResponse(kept, content_type=self._format.content_type)
        if method == "HEAD":
            return StreamingHttpResponse([], content_type=self._format.content_type)  # its length is not known yet
        return StreamingHttpResponse(self._begun(key).read(), content_type=self._format.content_type)

    def _whole(self, key) -> FileFacts:
        draft = None
        facts = None if self.private else _spool().facts(key)
        if facts is None:
            draft = self._begun(key)
            for _ in draft.read():
                pass
        return facts or draft.facts

    def _begun(self, key):
        """A draft with bytes to read. What went wrong before the first of them is raised as it was."""
        try:
            return StreamingFile(_spool(), key, self.pieces, keep=not self.private).begun()
        except BrokenOff as broken:
            raise broken.__cause__ or broken from None

    def pieces(self, progress: Progress) -> Iterator[bytes]:
        """The bytes of the file as they are made; `progress` is told of them."""
        with self.state() as number:
            progress.number, progress.made = number, timezone.now().isoformat(timespec="seconds")
            table = self._arranged(self.table())
            counted = replace(
                table,
                records=lambda: progress.counted(table.records()),
                results=lambda: progress.counted(table.results()),
                citations=table.citations and (lambda: progress.counted(table.citations())),
                lines=table.lines and (lambda: progress.summed(table.lines())),
                about=lambda digests: about_sheet(table.columns, self.about(), progress, digests),
            )
            yield from self._format.write(counted)

    def _arranged(self, table):
        columns, choices = self.choices.chosen(table.columns), self.choices
        records = lambda: choices.arranged(table.records())  # noqa: E731
        flat = lambda: ({column.name: record[column.name] for column in columns} for record in records())  # noqa: E731
        results = flat if choices.columns or choices.per else table.results
        return replace(table, columns=columns, records=records, results=results, head=lambda: _told(table, columns),
                       delimiter=choices.delimiter, bom=choices.bom)  # fmt: skip

    def _labelled(self, response, key):
        if self.private:
            _for_one_alone(response)
        else:
            response["ETag"] = f'W/"{key}"'
            patch_cache_control(response, public=True, no_cache=True)
        if self._format.attached:
            response["Content-Disposition"] = content_disposition_header(True, self.file_name())
        else:
            del response["Content-Disposition"]
        return response

    def file_name(self) -> str:
        """Under which name it is saved."""
        return f"{file_name(self.name, self.words)}.{self.suffix}"

    def _file_path(self, request):
        """The address of the file that a manifest's address tells of."""
        path = request.path.removesuffix(".manifest.json")
        return path if path.endswith(f".{self.suffix}") else f"{path}.{self.suffix}"


def _told(table, columns):
    """The head of a table, with those of its columns that were chosen."""
    head, names = table.head(), {column.name for column in columns}
    return head | {key: [each for each in head[key] if each["name"] in names] for key in head.keys() & {"columns"}}


def _for_one_alone(response):
    patch_cache_control(response, private=True, no_store=True)
    return response


def _spool():
    return ExportCache(settings.EXPORTS_ROOT)


def _key(request, path):
    """A fingerprint of all that the file depends on; equal questions in another order are one."""
    question = urlencode(sorted(parse_qsl(request.META.get("QUERY_STRING", ""))))
    parts = [settings.RELEASE, JournalHead.current(), timezone.localdate(), request.scheme, request.get_host(), path,
             question]  # fmt: skip
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:40]
