"""Keeping the index at the journal's number: no step for the operator.

Whoever commits a change brings the index up to it before going on. Visitors never wait for that: when their process
finds the index behind, as on a second machine with an index of its own, a thread sees to it. The writer's lock is
exclusive across processes, so whoever holds it works for all; the others look again until the index is there.
"""

import logging
import time
from functools import cache

from django.conf import settings
from django.db import Error as DatabaseError

from baliportal.catalogue.background import run_exclusive
from baliportal.catalogue.journal.head import current_head, newest_head
from baliportal.catalogue.journal.position import START
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Entry

from .dependents import dependents_of
from .index import Index, IndexUnusable, IndexWriteError
from .projection import Names, all_documents, documents
from .version import index_version

log = logging.getLogger(__name__)

BATCH = 500  # changes put into the index in one commit
QUICK = 2_000  # entries that whoever commits puts in before going on
PATIENCE = 30.0  # seconds that a writer goes on while another process holds the lock
VISITORS_PATIENCE = 5.0  # seconds that a visitor waits where there is no index at all
HEAD_START = 0.05  # seconds for whoever commits: two at it hinder each other, and one of them has the names at hand
PAUSE = 0.01  # seconds between two looks at an index that another process is writing

in_background = run_exclusive("search-catch-up", HEAD_START)


@cache
def _index_in(directory):
    return Index(directory, index_version())


def get_index():
    """This process's index of everything that is published."""
    return _index_in(settings.INDEX_ROOT)


def index_for_reading(position=None):
    """The index for a visitor's question, at once; what it lacks is put in beside.

    Costs one database query, none when the journal's position is given or pinned. Where there is no index and none
    could be made in a few seconds, or a moment ago, whoever reads the index gets IndexUnusable.
    """
    index = get_index()
    if not is_behind(index, position or current_head().position) or index.backoff.active:
        return index
    in_background(catch_up)
    deadline = time.monotonic() + VISITORS_PATIENCE
    while index.needs_rebuild and not index.backoff.active and time.monotonic() < deadline:
        time.sleep(PAUSE)
    return index


def is_behind(index, position=None):
    """Whether the journal, by default as it is now, has more than the index tells or something else.

    Also true of an index that cannot be used.
    """
    try:
        return index.position != (position or newest_head().position)
    except IndexUnusable:
        return True


def catch_up(progress=None, at_most=None):
    """Bring the index to the journal's present number; build it anew when it is missing, damaged or foreign.

    The index is disposable: what is wrong with it is logged, and stops nobody who asked for something else. Raises
    only what the database raises.

    `progress` is called with the number of entries done while an index is built. What would touch more than `at_most`
    entries is left to a thread.
    """
    index, deadline = get_index(), time.monotonic() + PATIENCE
    while is_behind(index) and time.monotonic() < deadline and _went_on(index, progress, at_most):
        pass
    return index


def after_commit(**_):
    """What whoever commits a change does before going on: the change is found by search from here on."""
    if not get_index().backoff.active:
        catch_up(at_most=QUICK)


def rebuild(progress=None):
    """Build the index anew beside the living one and swap it in; False when another process is at it.

    Raises IndexWriteError when it cannot be written.
    """
    done = _rebuild(get_index(), progress)
    catch_up()
    return done


class _TooMuchError(Exception):
    """The next changes touch so many entries that nobody should wait for them."""


def _went_on(index, progress, at_most):
    """One step; False when the rest is left to a thread or to another time."""
    try:
        if not _step(index, progress, at_most):
            time.sleep(PAUSE)
    except _TooMuchError:
        in_background(catch_up)
    except DatabaseError:
        raise
    except Exception as problem:
        index.backoff.start()
        fault_of_ours = not isinstance(problem, IndexUnusable)
        log.error("The search index cannot be written: %s", problem, exc_info=fault_of_ours)
    else:
        return True
    return False


def _step(index, progress, at_most):
    """One batch of changes, or a new index; False when another process has the lock."""
    try:
        return _apply_twice(index, at_most)
    except IndexUnusable as problem:
        if at_most is not None and Entry.objects.published().count() > at_most:
            raise _TooMuchError from problem
        log.warning("Building the search index: %s", problem)
        return _rebuild(index, progress)


def _rebuild(index, progress):
    position = newest_head().position  # read first: the documents are of this position or later
    return index.rebuild(_counted(all_documents(), progress), position.number, fingerprint=position.fingerprint)


def _apply_twice(index, at_most):
    """Once more after a failed commit: the leftovers of the first are removed by the second."""
    try:
        return _apply_next(index, at_most)
    except IndexWriteError as problem:
        log.warning("Writing to the search index once more: %s", problem)
        return _apply_next(index, at_most)


def _apply_next(index, at_most):
    position = index.position
    changes = _changes_since(position)
    if not changes:
        return True
    subjects = {change.subject for change in changes}
    own = set(Entry.objects.filter(public_id__in=subjects).values_list("pk", flat=True))
    pks = sorted(own | dependents_of(changes))
    if at_most is not None and len(pks) > at_most:
        raise _TooMuchError
    gone = subjects - set(Entry.objects.published().filter(pk__in=own).values_list("public_id", flat=True))
    names = _names(index, position, changes)
    number, fingerprint = changes[-1].position
    return index.apply(_in_batches(pks, names), gone, number, since=position.number, fingerprint=fingerprint)


def _changes_since(position):
    """The next changes. Raises IndexUnusable when the one at `position` is not the one that the index followed."""
    first, *changes = Change.objects.since(position.number - 1)[: BATCH + 1] or [None]
    if position == START:
        return ([first] if first else []) + changes
    if first is None or first.position != position:
        raise IndexUnusable("the index follows another history than this database's journal")
    return changes


_kept = {}  # the names that this process used last: of which index at which position in the journal


def _names(index, position, changes):
    """Names as they are after these changes: those of the last time, where it was just before them and none is new."""
    told = {change.kind for change in changes}
    if _kept.get("of") != (index, position) or told - {kind.name for kind in all_kinds()}:
        _kept["names"] = Names()
    _kept["names"].forget_titles()
    _kept["of"] = (index, changes[-1].position)
    return _kept["names"]


def _in_batches(pks, names):
    """The documents of these entries in bounded memory."""
    for start in range(0, len(pks), BATCH):
        yield from documents(pks[start : start + BATCH], names)


def _counted(found, progress):
    for count, document in enumerate(found, 1):
        if progress and count % 1000 == 0:
            progress(count)
        yield document
