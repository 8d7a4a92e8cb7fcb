"""Writing to an index: all changes in one commit, the journal's position included."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import tantivy

from .document import Document
from .pages import created_pages, opened_pages, page_documents
from .schema import JOURNAL_ID, to_tantivy
from .storage import IndexWriteError

Fill = Callable[[tantivy.IndexWriter], None]


def write(index: tantivy.Index, heap: int, fill: Fill) -> bool:
    """Let `fill` write, then commit; False when another writer holds Tantivy's lock.

    `heap` in bytes. When `fill` fails nothing is changed. Returns after merging, so that the lock is free again.
    Raises IndexWriteError for failures of Tantivy; exceptions of `fill` itself pass unchanged.
    """
    writer = _writer(index, heap)
    if writer is None:
        return False
    try:
        # A process killed inside a commit leaves files that meta.json does not name. The next commit repeats its
        # operations, comes to the same file names, and Tantivy never overwrites: FileAlreadyExists, each time.
        checked(writer.garbage_collect_files)
        fill(writer)
        checked(writer.commit)
    except BaseException:
        with suppress(IndexWriteError):
            checked(writer.rollback)
        raise
    finally:
        with suppress(IndexWriteError):  # committed or rolled back by now: what fails here is the merging of segments
            checked(writer.wait_merging_threads)
    return True


class PageWriter:
    """Writes the pages of entries beside the index of these, in a commit of its own before theirs.

    A process that is killed between the two commits leaves pages that are newer than their entries; applying the same
    changes again writes the same. The writer is opened with the first page, so that an index without files has none.
    """

    def __init__(self, path: Path, heap: int):
        self._path, self._heap = path, heap
        self._exists = opened_pages(path) is not None
        self._writer: tantivy.IndexWriter | None = None

    def __enter__(self) -> "PageWriter":
        return self

    def replace(self, document: Document) -> None:
        """Write the pages of an entry in place of those it had."""
        self.remove(document.id)
        for page in page_documents(document):
            checked(self._open().add_document, page)

    def remove(self, identity: str) -> None:
        if self._exists:
            checked(self._open().delete_documents_by_term, "entry", identity)

    def __exit__(self, kind: Any, problem: Any, trace: Any) -> None:
        if self._writer is None:
            return
        try:
            checked(self._writer.rollback if problem else self._writer.commit)
        finally:
            with suppress(IndexWriteError):
                checked(self._writer.wait_merging_threads)

    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = checked(checked(created_pages, self._path).writer, self._heap, 1)
            checked(self._writer.garbage_collect_files)
        return self._writer


def changes(
    upserts: Iterable[Document], deletions: Iterable[str], journal: tantivy.Document, page_writer: PageWriter
) -> Fill:
    """A function that writes the newest forms of some records, removes others, and stores the journal's position."""

    def fill(writer: tantivy.IndexWriter) -> None:
        removed = list(deletions)
        with page_writer:
            for identity in removed:
                page_writer.remove(identity)
            for identity in (JOURNAL_ID, *removed):
                checked(writer.delete_documents_by_term, "id", identity)
            for document in upserts:
                page_writer.replace(document)
                checked(writer.delete_documents_by_term, "id", document.id)
                checked(_add, writer, document)
        checked(writer.add_document, journal)

    return fill


def additions(documents: Iterable[Document], journal: tantivy.Document, page_writer: PageWriter) -> Fill:
    """A function that fills a new index with documents and the journal's position."""

    def fill(writer: tantivy.IndexWriter) -> None:
        with page_writer:
            for document in documents:
                page_writer.replace(document)
                checked(_add, writer, document)
        checked(writer.add_document, journal)

    return fill


def is_panic(problem: BaseException) -> bool:
    """True for a panic of Rust code, which Python sees as a BaseException that is no Exception."""
    return type(problem).__module__ == "pyo3_runtime"


def _add(writer: tantivy.IndexWriter, document: Document) -> None:
    writer.add_document(to_tantivy(document))


def checked(function: Callable, *arguments: Any) -> Any:
    """Call Tantivy, turning its exceptions (ValueError, RuntimeError, OSError, a panic) into IndexWriteError."""
    try:
        return function(*arguments)
    except BaseException as problem:
        if isinstance(problem, Exception) or is_panic(problem):
            raise IndexWriteError(f"{type(problem).__name__}: {problem}") from problem
        raise


def _writer(index: tantivy.Index, heap: int) -> tantivy.IndexWriter | None:
    try:
        return checked(index.writer, heap, 1)
    except IndexWriteError as problem:
        if "LockBusy" in str(problem):
            return None
        raise
