"""Records that everybody could see and no longer can: withdrawn, restricted, deleted, or merged into another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from django.db.models import Exists, OuterRef, Subquery

from baliportal.catalogue.models import Change, Entry, FormerId
from baliportal.catalogue.statuses import Status, levels_for


@dataclass(frozen=True, order=True)
class RemovedEntry:
    """A record that was public until `at`; `merged_into` is the public id of the public record that replaces it."""

    at: datetime
    public_id: str
    merged_into: str = ""


def removed_entries(kinds: Collection[str], audience: str, first: int, last: int) -> list[RemovedEntry]:
    """The records of some kinds in places [first:last] by when they were taken away, newest first; three queries.

    Nothing tells why: only a redirect, which everybody can follow, is named.
    """
    newest = nlargest(last, [*_no_longer_public(kinds, audience, last), *_deleted(kinds, last)])[first:]
    targets = _targets([removed.public_id for removed in newest], audience)
    return [RemovedEntry(each.at, each.public_id, targets.get(each.public_id, "")) for each in newest]


def _no_longer_public(kinds, audience, limit):
    """Records that are still here: the last thing that everybody saw of them was that they went."""
    # An index of narrow rows answers the subquery alone; the rows of all records of a kind are long.
    hidden = Entry.objects.exclude(status=Status.PUBLISHED, visibility__in=levels_for(audience)).order_by()
    gone = Entry.objects.filter(pk__in=hidden.values("pk"), kind__in=kinds, public_updated_at__isnull=False)
    gone = gone.order_by("-public_updated_at")
    return [RemovedEntry(at, name) for at, name in gone.values_list("public_updated_at", "public_id")[:limit]]


def _deleted(kinds, limit):
    """Records that were deleted, by the time of their last public change: one withdrawn before went by that.

    One that was restored has no public change of its own until it is published again.
    """
    public = Change.objects.public().filter(subject=OuterRef("subject")).order_by("-number")
    back = Entry.objects.filter(public_id=OuterRef("subject"), public_updated_at__isnull=False)
    deletions = Change.objects.filter(verb=Change.Verb.DELETED).order_by()  # alone, so that their own index finds them
    lasting = Change.objects.filter(~Exists(back), number__in=deletions.values("number"), kind__in=kinds)
    told = lasting.annotate(gone_at=Subquery(public.values("at")[:1])).filter(gone_at__isnull=False)
    newest = told.order_by("-gone_at").values_list("gone_at", "subject").distinct()
    return [RemovedEntry(at, name) for at, name in newest[:limit]]


def _targets(public_ids, audience):
    merged = FormerId.objects.filter(public_id__in=public_ids, entry__in=Entry.objects.published(audience))
    return dict(merged.values_list("public_id", "entry__public_id"))
