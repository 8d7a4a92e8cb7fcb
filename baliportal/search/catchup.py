"""Keeping the index at the journal's number: no step for the operator, whoever searches or writes sees to it."""

import logging
import time
from functools import cache

from django.conf import settings

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Entry, JournalHead

from .index import Index, IndexUnusable
from .projection import all_documents, documents

log = logging.getLogger(__name__)

BATCH = 500  # changes put into the index in one commit
PATIENCE = 30  # seconds to wait for another process that is building the first index


@cache
def _index_in(directory):
    return Index(directory)


def the_index():
    """This process's index of everything that is published."""
    return _index_in(settings.INDEX_ROOT)


def catch_up():
    """Bring the index to the journal's present number; one database query when it is there already.

    A missing, damaged or foreign index is built anew. When another process is at it already, that one does the work.
    """
    index = the_index()
    try:
        number, head = index.number, JournalHead.current()
        if number > head:  # another database than the one it was made from
            raise IndexUnusable("the index is ahead of the journal")
        while number < head and _apply_next(index, number):
            number = index.number
    except IndexUnusable as problem:
        log.warning("Building the search index: %s", problem)
        _rebuild(index)
    return index


def _apply_next(index, number):
    """Put the next changes in; False when another process got there first."""
    changes = list(Change.objects.since(number).values_list("number", "kind", "subject")[:BATCH])
    kinds = {kind.name for kind in all_kinds()}
    if any(kind not in kinds for _, kind, _ in changes):  # a theme or a country changed: its name is in many entries
        return index.rebuild(all_documents(), changes[-1][0])
    subjects = {subject for _, _, subject in changes}
    pks = Entry.objects.filter(public_id__in=subjects).values_list("pk", flat=True)
    upserts = list(documents(list(pks)))
    gone = subjects - {document.id for document in upserts}
    return index.apply(upserts, gone, changes[-1][0], since=number)


def _rebuild(index):
    deadline = time.monotonic() + PATIENCE
    while not index.rebuild(all_documents(), JournalHead.current()):
        time.sleep(0.2)
        if not index.needs_rebuild or time.monotonic() > deadline:
            return
