"""Base class of an export: one file at one address, with its rows, its options and its manifest."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from baliportal.catalogue.db.consistent_read import snapshot
from baliportal.catalogue.journal.head import Head, current_head

from ..formats.registry import TABLE_FORMATS, Format, file_name
from ..formats.table import ArrangedTable, Table
from .export_cache import FileFacts
from .manifest import about_sheet, manifest
from .options import NO_OPTIONS, ExportOptions
from .streaming_file import Progress


class Export:
    """Base class; a subclass for each source of rows gives them (`table`) and describes the request (`question`).

    `page` is the path of the page that shows the same rows, with both slashes; `base` the portal's base address.
    `pairs` are the request as names and values of a query string, in canonical order; `words` are the parts of it that
    go into the file's name. A `private` export depends on more than the public number, such as the person's
    permissions, so it is made anew for every request and never cached.
    """

    name, title, page = "", "", "/"
    pairs: list[tuple[str, str]] = []
    words: list[str] = []
    private = False
    formats = TABLE_FORMATS

    def __init__(self, suffix: str, base: str, options: ExportOptions = NO_OPTIONS):
        self.suffix, self.base, self.options = suffix, base, options

    def table(self) -> Table:
        """The rows; called inside `state`, so that everything read belongs to one state of the database."""
        raise NotImplementedError

    def state(self) -> AbstractContextManager[Head]:
        """Context of a consistent read; gives the journal head that is read."""
        return snapshot()

    def question(self) -> dict[str, Any]:
        """The request as plain values, for the manifest."""
        raise NotImplementedError

    @property
    def format(self) -> Format:
        return self.formats[self.suffix]

    @property
    def query(self) -> str:
        """The canonical query string, of which the address, the manifest and the cache key are made."""
        return urlencode([*self.pairs, *self.options.pairs])

    @property
    def path(self) -> str:
        """Path of the file: that of its page with a suffix in place of the last slash."""
        return f"{self.page.rstrip('/')}.{self.suffix}"

    @property
    def file_name(self) -> str:
        """Name under which a browser saves the file."""
        return f"{file_name(self.name, self.words)}.{self.suffix}"

    def key(self) -> str:
        """Cache key: 40 hexadecimal digits of a hash of everything that the file depends on."""
        version = current_head().public_version
        parts = [settings.RELEASE, version, timezone.localdate(), self.base, self.path, self.query]
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:40]

    def about(self) -> dict[str, Any]:
        """Description of the request for a manifest: name, title, address of the page, question, privacy, software."""
        address = f"{self.base}{self.page}{self.query and '?'}{self.query}"
        return {"name": self.name, "title": self.title, "address": address, "question": self.question(),
                "private": self.private, "software": f"baliportal {settings.RELEASE}"}  # fmt: skip

    def manifest(self, facts: FileFacts) -> dict[str, Any]:
        """The manifest of a file that was made of this export, as plain values."""
        content_type = self.format.content_type
        columns = self.options.select_columns(self.table().columns)
        return manifest(columns, facts, self.suffix, content_type, self.file_name, self.about(), self.options)

    def chunks(self, progress: Progress) -> Iterator[bytes]:
        """Write the file, in chunks of bytes; updates `progress` with the state that is read and the rows."""
        with self.state() as head:
            progress.number, progress.made = self._number(head), timezone.now().isoformat(timespec="seconds")
            yield from self.format.write(_ExportedTable(self, progress))

    def _number(self, head):
        return head.number if self.private else head.public


class _ExportedTable(ArrangedTable):
    """The table of an export, with the last sheet of a workbook that describes it."""

    def __init__(self, export, progress):
        super().__init__(export.table(), export.options, progress)
        self._export = export

    def about(self, digests):
        return about_sheet(self.columns, self._export.about(), self._progress, digests)
