"""The reader of the journal that keeps findings and twins true: killed anywhere, it goes on where it was.

It knows its place, and moves it in the transaction that writes what it read. Whoever commits a change lets it read on;
whoever asks for a count or a list does so again, so that an answer never lags behind the journal. Only after something
very large, as the first start on a full catalogue, a thread reads and the desk says that it is at it.
"""

import hashlib
import sys
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from baliportal.catalogue.background import run_exclusive
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, JournalHead, ReaderPosition
from baliportal.search.analysis import folding

from . import ambiguous, check, checks, period, score
from .duplicates import match_keys
from .duplicates.candidates import pair
from .models import Finding, MatchKey

BATCH = 500  # changes read in one transaction
QUICK = 5_000  # changes for which somebody waits

in_background = run_exclusive("quality-catch-up")


@cache
def reader():
    """The name of this reader's place. Another set of checks is another reader: it reads the journal from its start."""
    declared = [sys.modules[each.found.__module__] for each in checks.all_checks()]
    sources = dict.fromkeys((ambiguous, checks, check, period, score, match_keys, folding, *declared))
    asked = {kind.name: [each.name for each in checks.checks_of(kind.name)] for kind in all_kinds()}
    said = b"".join([repr(asked).encode(), *(Path(module.__file__).read_bytes() for module in sources)])
    return f"quality {hashlib.sha256(said).hexdigest()[:12]}"


def unread():
    """How many changes the journal is ahead."""
    place = ReaderPosition.objects.filter(pk=reader()).values_list("number", flat=True).first() or 0
    return JournalHead.current() - place


def catch_up():
    """Read on to the end of the journal."""
    while _read_on():
        pass


def up_to_date(**_):
    """Read on if that is soon done, else let a thread do it; how many changes are still unread."""
    behind = unread()
    if 0 < behind <= QUICK:
        catch_up()
        return 0
    if behind:
        in_background(catch_up)
    return behind


def _read_on():
    """One batch, in one transaction; whether there may be more. Two readers take turns."""
    with transaction.atomic():
        ReaderPosition.objects.get_or_create(pk=reader())
        place = ReaderPosition.objects.select_for_update().get(pk=reader())
        changes = list(Change.objects.since(place.number)[:BATCH])
        if changes:
            kinds = {kind.name for kind in all_kinds()}
            _write({change.subject: change for change in changes if change.kind in kinds})
            place.number = changes[-1].number
            place.save()
    return len(changes) == BATCH


def _write(newest):
    """Make anew what is known of these subjects, from the last that the journal says of each."""
    present = [change for change in newest.values() if change.verb != Change.Verb.DELETED]
    Finding.objects.filter(subject__in=newest).delete()
    Finding.objects.bulk_create([finding for change in present for finding in _findings(change)])
    stale = set(MatchKey.objects.filter(subject__in=newest).values_list("value", flat=True))
    MatchKey.objects.filter(subject__in=newest).delete()
    fresh = [
        MatchKey(subject=change.subject, reason=reason, value=value, traits=traits)
        for change in present
        for value, (reason, traits) in match_keys.match_keys(change.record, change.kind).items()
    ]
    MatchKey.objects.bulk_create(fresh)
    pair(sorted(stale | {mark.value for mark in fresh}))


def _findings(change):
    """What the checks find in one record, now or later; and one more line for each queue that gathers several."""
    today = timezone.localdate()
    found = [(each, days) for each, days in score.periods(change.record, change.kind) if days.until >= today]
    named = {each.name: days for each, days in found}
    if any(each.missing for each, _ in found):
        named[checks.INCOMPLETE] = period.ALWAYS  # `findings` counts on that
    if unverified := [days for each, days in found if each.unverified]:
        named[checks.UNVERIFIED] = min(unverified)
    for name, days in named.items():
        yield Finding(subject=change.subject, kind=change.kind, check_name=name, since=days.since, until=days.until)
