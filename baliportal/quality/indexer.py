"""Journal reader that updates findings and match keys; if killed at any point, it resumes at its stored position.

The position moves in the transaction that writes the results. Each commit to the journal triggers an update, and each
page that shows a count or a list triggers one more, so that no answer lags behind the journal. Only a large backlog,
as on the first start with a full catalogue, is read in a background thread while the desk shows how much is unread.
"""

import hashlib
import sys
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from baliportal.catalogue.background import run_exclusive
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Change, JournalHead, ReaderPosition
from baliportal.search.analysis import folding

from . import ambiguous, check, checks, consistency, period, score
from .duplicates import match_keys
from .duplicates.candidates import refresh_candidates
from .models import Finding, MatchKey

#: Changes read in one transaction.
BATCH = 500
#: Changes that a request reads itself; a larger backlog goes to a thread.
MAX_SYNCHRONOUS = 5_000

in_background = run_exclusive("quality-catch-up")


@cache
def reader_name():
    """Return the key of the stored position: a hash of the checks' source, so that changed checks start anew."""
    declared = [sys.modules[each.evaluate.__module__] for each in checks.all_checks()]
    sources = dict.fromkeys((ambiguous, checks, check, consistency, period, score, match_keys, folding, *declared))
    names = {kind.name: [each.name for each in checks.checks_of(kind.name)] for kind in all_kinds()}
    content = b"".join([repr(names).encode(), *(Path(module.__file__).read_bytes() for module in sources)])
    return f"quality {hashlib.sha256(content).hexdigest()[:12]}"


def unread():
    """Return the number of changes in the journal that are not read yet."""
    place = ReaderPosition.objects.filter(pk=reader_name()).values_list("number", flat=True).first() or 0
    return JournalHead.current() - place


def update_findings():
    """Read the journal to its end."""
    while _index_batch():
        pass


def bring_up_to_date(**_):
    """Read a short backlog now and a long one in a thread; return the number of changes still unread."""
    pending = unread()
    if 0 < pending <= MAX_SYNCHRONOUS:
        update_findings()
        return 0
    if pending:
        in_background(update_findings)
    return pending


def _index_batch():
    """Read one batch in one transaction; return True if more may follow. A row lock makes two readers take turns."""
    with transaction.atomic():
        ReaderPosition.objects.get_or_create(pk=reader_name())
        place = ReaderPosition.objects.select_for_update().get(pk=reader_name())
        changes = list(Change.objects.since(place.number)[:BATCH])
        if changes:
            kinds = {kind.name for kind in all_kinds()}
            _replace({change.subject: change for change in changes if change.kind in kinds})
            place.number = changes[-1].number
            place.save()
    return len(changes) == BATCH


def _replace(newest):
    """Replace findings and match keys of the subjects; `newest` is {subject: its last change}."""
    present = [change for change in newest.values() if change.verb != Change.Verb.DELETED]
    Finding.objects.filter(subject__in=newest).delete()
    Finding.objects.filter(~Q(other=""), other__in=newest).delete()  # the condition of the partial index, in its words
    Finding.objects.bulk_create([finding for change in present for finding in _findings(change)])
    Finding.objects.bulk_create(_contradictions(present))
    stale = set(MatchKey.objects.filter(subject__in=newest).values_list("value", flat=True))
    MatchKey.objects.filter(subject__in=newest).delete()
    fresh = [
        MatchKey(subject=change.subject, reason=reason, value=value, traits=traits)
        for change in present
        for value, (reason, traits) in match_keys.match_keys(change.record, change.kind).items()
    ]
    MatchKey.objects.bulk_create(fresh)
    refresh_candidates(sorted(stale | {key.value for key in fresh}))


def _findings(change):
    """Yield the Finding rows of one record, present and future, and one for each queue that gathers several checks."""
    today = timezone.localdate()
    results = [(found, days) for found, days in score.periods(change.record, change.kind) if days.until >= today]
    days_by_name = {found.name: days for found, days in results}
    if any(found.missing for found, _ in results):
        days_by_name[checks.INCOMPLETE] = period.ALWAYS  # `findings._findings_on` relies on this.
    if unverified := [days for found, days in results if found.unverified]:
        days_by_name[checks.UNVERIFIED] = min(unverified)
    for name, days in days_by_name.items():
        yield Finding(subject=change.subject, kind=change.kind, check_name=name, since=days.since, until=days.until)


def _contradictions(changes):
    """Return the Finding rows of pairs in which the changed records stand, for both ends of each pair.

    Pairs are read as they are now: what changes in them later is read again with its own change.
    """
    ids_by_kind = {}
    for change in changes:
        ids_by_kind.setdefault(change.kind, []).append(change.subject)
    pairs = [pair for kind, ids in ids_by_kind.items() for pair in consistency.pairs_of(named(kind), ids)]
    rows = {}
    for record, found, days, other in consistency.contradictions(pairs):
        key = {"subject": record["id"], "check_name": found.name, "other": other["id"]}
        rows[tuple(key.values())] = Finding(**key, kind=record["kind"], since=days.since, until=days.until)
    return list(rows.values())
