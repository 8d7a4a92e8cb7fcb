"""Synchronisation of the index with the journal, without any step for the operator.

The process that commits a change applies it to the index before it goes on. Visitors never wait for that: a process
that finds the index behind, as on a second machine with an index of its own, updates it in a thread. The writer's lock
is exclusive across processes: the one that holds it applies the changes of all, the others poll until it is done.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError

from baliportal.catalogue.background import run_exclusive
from baliportal.catalogue.journal.head import current_head, newest_head
from baliportal.catalogue.journal.position import START, JournalPosition
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Entry

from .dependents import dependents_of
from .document import Document
from .index import Index, IndexUnusable, IndexWriteError
from .projection import Names, all_documents, documents
from .version import index_version

log = logging.getLogger(__name__)

# Changes applied to the index in one commit.
BATCH = 500
# Entries that the process that commits a change may index before it goes on; more are left to a thread.
MAX_SYNCHRONOUS = 2_000
# Seconds a writer keeps trying while another process holds the lock.
WRITER_TIMEOUT = 30.0
# Seconds a visitor waits where there is no index at all.
VISITOR_TIMEOUT = 5.0
# Seconds that the thread waits for the process that commits: two writers hinder each other, and that process has the
# names of countries and themes cached.
BACKGROUND_DELAY = 0.05
# Seconds between two looks at an index that another process is writing.
POLL_INTERVAL = 0.01

Progress = Callable[[int], Any]  # called with the number of entries done

in_background = run_exclusive("search-catch-up", BACKGROUND_DELAY)


@cache
def _index_in(directory: Path) -> Index:
    return Index(directory, index_version())


def get_index() -> Index:
    """The search index, one object for each process."""
    return _index_in(settings.INDEX_ROOT)


def index_for_reading(position: JournalPosition | None = None) -> Index:
    """The index for a visitor's search, without waiting; if it is behind, a thread updates it.

    Costs one database query, none when the journal's position is given or pinned. Where there is no index, this waits
    VISITOR_TIMEOUT for one, or not at all if building one has just failed; reading it then raises IndexUnusable.
    """
    index = get_index()
    if not is_behind(index, position or current_head().position) or index.backoff.active:
        return index
    in_background(catch_up)
    deadline = time.monotonic() + VISITOR_TIMEOUT
    while index.needs_rebuild and not index.backoff.active and time.monotonic() < deadline:
        time.sleep(POLL_INTERVAL)
    return index


def is_behind(index: Index, position: JournalPosition | None = None) -> bool:
    """True if the index is not at this position of the journal, by default its newest, or cannot be used at all."""
    try:
        return index.position != (position or newest_head().position)
    except IndexUnusable:
        return True


def catch_up(progress: Progress | None = None, at_most: int | None = None) -> Index:
    """Bring the index to the journal's newest position; rebuild it when it is missing, damaged or foreign.

    The index is disposable: its faults are logged and raise nothing, so that they stop neither a save nor a start.
    Raises database errors only.

    `progress` is called while an index is built. Changes that affect more than `at_most` entries are left to a thread.
    """
    index, deadline = get_index(), time.monotonic() + WRITER_TIMEOUT
    while is_behind(index) and time.monotonic() < deadline and _advance(index, progress, at_most):
        pass
    return index


def after_commit(**_: Any) -> None:
    """Receiver of the journal's `committed` signal: makes the change visible to searches before the commit returns."""
    if not get_index().backoff.active:
        catch_up(at_most=MAX_SYNCHRONOUS)


def rebuild(progress: Progress | None = None) -> bool:
    """Build a new index beside the current one and replace that; False when another process is doing so.

    Raises IndexWriteError when it cannot be written.
    """
    is_rebuilt = _rebuild(get_index(), progress)
    catch_up()
    return is_rebuilt


class _TooManyEntriesError(Exception):
    """The next changes affect more entries than should be indexed synchronously."""


def _advance(index: Index, progress: Progress | None, at_most: int | None) -> bool:
    """Apply one batch; False when the rest is left to a thread or to a later attempt."""
    try:
        if not _apply_or_rebuild(index, progress, at_most):
            time.sleep(POLL_INTERVAL)
    except _TooManyEntriesError:
        in_background(catch_up)
    except DatabaseError:
        raise
    except Exception as problem:
        index.backoff.start()
        is_a_bug = not isinstance(problem, IndexUnusable)
        log.error("The search index cannot be written: %s", problem, exc_info=is_a_bug)
    else:
        return True
    return False


def _apply_or_rebuild(index: Index, progress: Progress | None, at_most: int | None) -> bool:
    """Apply one batch of changes, or build a new index; False when another process has the lock."""
    try:
        return _apply_with_retry(index, at_most)
    except IndexUnusable as problem:
        if at_most is not None and Entry.objects.published().count() > at_most:
            raise _TooManyEntriesError from problem
        log.warning("Building the search index: %s", problem)
        return _rebuild(index, progress)


def _rebuild(index: Index, progress: Progress | None) -> bool:
    position = newest_head().position  # read first: the documents are of this position or later
    documents = _with_progress(all_documents(), progress)
    return index.rebuild(documents, position.number, fingerprint=position.fingerprint)


def _apply_with_retry(index: Index, at_most: int | None) -> bool:
    """A failed commit is tried once more, as the second attempt removes the leftovers of the first."""
    try:
        return _apply_next(index, at_most)
    except IndexWriteError as problem:
        log.warning("Writing to the search index once more: %s", problem)
        return _apply_next(index, at_most)


def _apply_next(index: Index, at_most: int | None) -> bool:
    position = index.position
    changes = _changes_since(position)
    if not changes:
        return True
    subjects = {change.subject for change in changes}
    own = set(Entry.objects.filter(public_id__in=subjects).values_list("pk", flat=True))
    pks = sorted(own | dependents_of(changes))
    if at_most is not None and len(pks) > at_most:
        raise _TooManyEntriesError
    removed = subjects - set(Entry.objects.published().filter(pk__in=own).values_list("public_id", flat=True))
    names = _names(index, position, changes)
    number, fingerprint = changes[-1].position
    return index.apply(_in_batches(pks, names), removed, number, since=position.number, fingerprint=fingerprint)


def _changes_since(position: JournalPosition) -> list[Change]:
    """The next changes. Raises IndexUnusable when the one at `position` is not the one that the index followed."""
    first, *changes = Change.objects.since(position.number - 1)[: BATCH + 1] or [None]
    if position == START:
        return ([first] if first else []) + changes
    if first is None or first.position != position:
        raise IndexUnusable("the index follows another history than this database's journal")
    return changes


# The names that this process used last, with their index and their position in the journal: a save then reads
# neither all countries nor all themes anew.
_cached_names: tuple[Index, JournalPosition, Names] | None = None


def _names(index: Index, position: JournalPosition, changes: Sequence[Change]) -> Names:
    """The names as of the last change; the cached ones if they are of `position` and only entries changed since."""
    global _cached_names
    only_entries = {change.kind for change in changes} <= {kind.name for kind in all_kinds()}
    if _cached_names and _cached_names[:2] == (index, position) and only_entries:
        names = _cached_names[2]
        names.forget_titles()
    else:
        names = Names()
    _cached_names = index, changes[-1].position, names
    return names


def _in_batches(pks: Sequence[int], names: Names) -> Iterator[Document]:
    """The documents of these entries, in bounded memory."""
    for start in range(0, len(pks), BATCH):
        yield from documents(pks[start : start + BATCH], names)


def _with_progress(documents: Iterable[Document], progress: Progress | None) -> Iterator[Document]:
    for count, document in enumerate(documents, 1):
        if progress and count % 1000 == 0:
            progress(count)
        yield document
