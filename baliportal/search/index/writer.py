"""Changing an index: everything in one commit, the journal's number included."""

from collections.abc import Callable, Iterable

import tantivy

from .document import Document
from .schema import JOURNAL_ID, as_indexed, journal_entry

Fill = Callable[[tantivy.IndexWriter], None]


def write(index: tantivy.Index, heap: int, fill: Fill) -> bool:
    """Lets `fill` write and commits; False when somebody else holds Tantivy's lock.

    `heap` in bytes. When `fill` fails nothing is changed. Returns after merging, so the lock is free again.
    """
    writer = _writer(index, heap)
    if writer is None:
        return False
    try:
        fill(writer)
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    return True


def changes(upserts: Iterable[Document], deletions: Iterable[str], number: int) -> Fill:
    def fill(writer: tantivy.IndexWriter) -> None:
        for identity in (JOURNAL_ID, *deletions):
            writer.delete_documents_by_term("id", identity)
        for document in upserts:
            writer.delete_documents_by_term("id", document.id)
            writer.add_document(as_indexed(document))
        writer.add_document(journal_entry(number))

    return fill


def additions(documents: Iterable[Document], number: int) -> Fill:
    """For an index that is empty as yet."""

    def fill(writer: tantivy.IndexWriter) -> None:
        for document in documents:
            writer.add_document(as_indexed(document))
        writer.add_document(journal_entry(number))

    return fill


def _writer(index: tantivy.Index, heap: int) -> tantivy.IndexWriter | None:
    try:
        return index.writer(heap, 1)
    except ValueError as problem:
        if "LockBusy" in str(problem):
            return None
        raise
