"""One file that may be asked for: what goes into it, and what is said of it beside it. Made when it is asked for."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
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
    """Base class: a subclass for each source of rows says what they are (`table`) and what was asked (`question`).

    `page` is the address of the page that shows the same, from its first slash to its last, `base` the portal's own
    address before it. `pairs` are the question as names and values of a query string, in canonical order; `words` of
    it go into the file's name. What is `private` is for who asks alone: made anew each time and cached nowhere, as it
    may depend on more than the public number tells.
    """

    name, title, page = "", "", "/"
    pairs: list[tuple[str, str]] = []
    words: list[str] = []
    private = False
    formats = TABLE_FORMATS

    def __init__(self, suffix: str, base: str, choices: ExportOptions = NO_OPTIONS):
        self.suffix, self.base, self.choices = suffix, base, choices

    def table(self) -> Table:
        """The rows; called inside `state`, where all that is read agrees."""
        raise NotImplementedError

    def state(self) -> AbstractContextManager[Head]:
        return snapshot()

    def question(self) -> dict:
        """What was asked, as plain values."""
        raise NotImplementedError

    @property
    def format(self) -> Format:
        return self.formats[self.suffix]

    @property
    def query(self) -> str:
        """The canonical query string; from it come the address, the manifest and the key."""
        return urlencode([*self.pairs, *self.choices.pairs])

    @property
    def path(self) -> str:
        """The address of the file: that of its page with a suffix in place of the last slash."""
        return f"{self.page.rstrip('/')}.{self.suffix}"

    @property
    def file_name(self) -> str:
        """Under which name it is saved."""
        return f"{file_name(self.name, self.words)}.{self.suffix}"

    def key(self) -> str:
        """A fingerprint of all that the file depends on."""
        parts = [
            settings.RELEASE,
            current_head().public_version,
            timezone.localdate(),
            self.base,
            self.path,
            self.query,
        ]
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:40]

    def about(self) -> dict:
        """What a manifest tells of the question, of the page that asks it, and of the program that answered."""
        address = f"{self.base}{self.page}{self.query and '?'}{self.query}"
        return {"name": self.name, "title": self.title, "address": address, "question": self.question(),
                "software": f"baliportal {settings.RELEASE}"}  # fmt: skip

    def manifest(self, facts: FileFacts) -> dict:
        """The manifest of a file that was made of this, as plain values."""
        content_type = self.format.content_type
        columns = self.choices.chosen(self.table().columns)
        return manifest(columns, facts, self.suffix, content_type, self.file_name, self.about(), self.choices)

    def pieces(self, progress: Progress) -> Iterator[bytes]:
        """The bytes of the file as they are made; `progress` is told of them."""
        with self.state() as head:
            progress.number, progress.made = self._number(head), timezone.now().isoformat(timespec="seconds")
            yield from self.format.write(_ExportedTable(self, progress))

    def _number(self, head):
        return head.number if self.private else head.public


class _ExportedTable(ArrangedTable):
    """The table of an export, with what is said of it on the last sheet of a workbook."""

    def __init__(self, export, progress):
        super().__init__(export.table(), export.choices, progress)
        self._export = export

    def about(self, digests):
        return about_sheet(self.columns, self._export.about(), self._progress, digests)
