"""Changing an index: everything in one commit, the journal's number included."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import tantivy

from .document import Document
from .schema import JOURNAL_ID, as_indexed
from .storage import IndexWriteError

Fill = Callable[[tantivy.IndexWriter], None]


def write(index: tantivy.Index, heap: int, fill: Fill) -> bool:
    """Lets `fill` write and commits; False when somebody else holds Tantivy's lock.

    `heap` in bytes. When `fill` fails nothing is changed. Returns after merging, so the lock is free again.
    Raises IndexWriteError for whatever fails in Tantivy; what `fill` itself raises passes as it is.
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
    """Newest forms of some records, others taken out; `journal` says how far in the journal that is."""

    def fill(writer: tantivy.IndexWriter) -> None:
        for identity in (JOURNAL_ID, *deletions):
            checked(writer.delete_documents_by_term, "id", identity)
        for document in upserts:
            checked(writer.delete_documents_by_term, "id", document.id)
            checked(_add, writer, document)
        checked(writer.add_document, journal)

    return fill


def additions(documents: Iterable[Document], journal: tantivy.Document) -> Fill:
    """For an index that is empty as yet."""

    def fill(writer: tantivy.IndexWriter) -> None:
        for document in documents:
            checked(_add, writer, document)
        checked(writer.add_document, journal)

    return fill


def is_panic(problem: BaseException) -> bool:
    """Panics of Rust code reach Python as an exception that is no Exception."""
    return type(problem).__module__ == "pyo3_runtime"


def _add(writer: tantivy.IndexWriter, document: Document) -> None:
    writer.add_document(as_indexed(document))


def checked(act: Callable, *arguments: Any) -> Any:
    """Call Tantivy; whatever it raises (ValueError, RuntimeError, OSError, a panic) becomes IndexWriteError."""
    try:
        return act(*arguments)
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
