"""Synchronisation of the indexes with the journal, without any step for the operator.

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
from baliportal.catalogue.statuses import Visibility

from .audiences import RESTRICTED, directory_of, indexed_audience, make_room, restricted_levels, with_own_index
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
def _index_in(directory: Path, audience: str = Visibility.PUBLIC) -> Index:
    return Index(directory, index_version(), audience)


def get_index(audience: str = Visibility.PUBLIC) -> Index:
    """The public search index, or that of an audience that has one of its own; one object for each process."""
    return _index_in(settings.INDEX_ROOT) if audience == Visibility.PUBLIC else _own_index(audience)


def _own_index(audience: str) -> Index:
    return _index_in(directory_of(audience), audience)


def index_for_reading(position: JournalPosition | None = None, audience: str = Visibility.PUBLIC) -> Index:
    """The index for a search of this audience, without waiting; if it is behind, a thread updates it.

    Costs one database query, none when the journal's position is given or pinned. Where there is no public index, this
    waits VISITOR_TIMEOUT for one, or not at all if building one has just failed; reading it then raises IndexUnusable.
    While that of another audience is missing, the public one answers.
    """
    position = position or current_head().position
    index = get_index(indexed_audience(audience, position))
    if index.audience != Visibility.PUBLIC and index.needs_rebuild:
        if not index.backoff.active:
            in_background(catch_up)
        index = index if not index.needs_rebuild else get_index()
    if not is_behind(index, position) or index.backoff.active:
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
    """Bring all indexes to the journal's newest position; rebuild what is missing, damaged or foreign.

    An index is disposable: its faults are logged and raise nothing, so that they stop neither a save nor a start.
    Raises database errors only. Gives the public index.

    `progress` is called while an index is built. Changes that affect more than `at_most` entries are left to a thread.
    """
    make_room(restricted_levels())
    for index in indexes():
        _catch_up(index, progress, at_most)
    return get_index()


def indexes() -> list[Index]:
    """The public index, and those of audiences that have one of their own."""
    return [get_index(), *map(get_index, with_own_index())]


def _catch_up(index: Index, progress: Progress | None, at_most: int | None) -> None:
    deadline = time.monotonic() + WRITER_TIMEOUT
    while is_behind(index) and time.monotonic() < deadline and _advance(index, progress, at_most):
        pass


def after_commit(**_: Any) -> None:
    """Receiver of the journal's `committed` signal: makes the change visible to searches before the commit returns.

    The public index comes first: what it is told of may be the first that another audience alone may see.
    """
    for audience in (Visibility.PUBLIC, *RESTRICTED):
        index = get_index(audience)
        if (audience == Visibility.PUBLIC or audience in with_own_index()) and not index.backoff.active:
            _catch_up(index, None, MAX_SYNCHRONOUS)


def rebuild(progress: Progress | None = None) -> bool:
    """Build new indexes beside the current ones and replace those; False when another process is doing so.

    Raises IndexWriteError when one cannot be written.
    """
    make_room(restricted_levels())
    are_rebuilt = [_rebuild(index, progress) for index in indexes()]
    catch_up()
    return all(are_rebuilt)


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
        if at_most is not None and Entry.objects.published(index.audience).count() > at_most:
            raise _TooManyEntriesError from problem
        return _rebuild(index, progress, str(problem))


def _rebuild(index: Index, progress: Progress | None, reason: str = "") -> bool:
    position = newest_head().position  # read first: the documents are of this position or later
    documents = _with_progress(all_documents(index.audience), progress, reason)
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
    if index.audience == Visibility.PUBLIC and len(with_own_index()) < len(RESTRICTED):
        make_room(restricted_levels(own))
    pks = sorted(own | dependents_of(changes))
    if at_most is not None and len(pks) > at_most:
        raise _TooManyEntriesError
    seen = Entry.objects.published(index.audience).filter(pk__in=own)
    removed = subjects - set(seen.values_list("public_id", flat=True))
    documents = _in_batches(pks, _names(index, position, changes), index.audience)
    number, fingerprint = changes[-1].position
    return index.apply(documents, removed, number, since=position.number, fingerprint=fingerprint)


def _changes_since(position: JournalPosition) -> list[Change]:
    """The next changes. Raises IndexUnusable when the one at `position` is not the one that the index followed."""
    first, *changes = Change.objects.since(position.number - 1)[: BATCH + 1] or [None]
    if position == START:
        return ([first] if first else []) + changes
    if first is None or first.position != position:
        raise IndexUnusable("the index follows another history than this database's journal")
    return changes


# The names that this process used last, by index, with their position in the journal: a save then reads neither all
# countries nor all themes anew.
_cached_names: dict[str, tuple[Index, JournalPosition, Names]] = {}


def _names(index: Index, position: JournalPosition, changes: Sequence[Change]) -> Names:
    """The names as of the last change; the cached ones if they are of `position` and only entries changed since."""
    only_entries = {change.kind for change in changes} <= {kind.name for kind in all_kinds()}
    cached = _cached_names.get(index.audience)
    if cached and cached[:2] == (index, position) and only_entries:
        names = cached[2]
        names.forget_titles()
    else:
        names = Names()
    _cached_names[index.audience] = index, changes[-1].position, names
    return names


def _in_batches(pks: Sequence[int], names: Names, audience: str) -> Iterator[Document]:
    """The documents of these entries, in bounded memory."""
    for start in range(0, len(pks), BATCH):
        yield from documents(pks[start : start + BATCH], names, audience=audience)


def _with_progress(documents: Iterable[Document], progress: Progress | None, reason: str) -> Iterator[Document]:
    if reason:  # said by the process that builds, and not by each that waits for it
        log.warning("Building the search index: %s", reason)
    for count, document in enumerate(documents, 1):
        if progress and count % 1000 == 0:
            progress(count)
        yield document
