"""Writing to an index: all changes in one commit, the journal's position included."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import tantivy

from .document import Document
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


def changes(upserts: Iterable[Document], deletions: Iterable[str], journal: tantivy.Document) -> Fill:
    """A function that writes the newest forms of some records, removes others, and stores the journal's position."""

    def fill(writer: tantivy.IndexWriter) -> None:
        for identity in (JOURNAL_ID, *deletions):
            checked(writer.delete_documents_by_term, "id", identity)
        for document in upserts:
            checked(writer.delete_documents_by_term, "id", document.id)
            checked(_add, writer, document)
        checked(writer.add_document, journal)

    return fill


def additions(documents: Iterable[Document], journal: tantivy.Document) -> Fill:
    """A function that fills a new index with documents and the journal's position."""

    def fill(writer: tantivy.IndexWriter) -> None:
        for document in documents:
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
