"""Twins: pairs of entries with a mark in common that nothing contradicts and nobody has told apart."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from ..models import DuplicateCandidate, MatchKey, NotDuplicate
from .match_keys import contradict, match_keys

CROWD = 100  # records with one mark that are compared with each other; beyond, it is no mark of anything


def pair(values):
    """Make the twins under these marks anew."""
    alike = defaultdict(list)
    for mark in MatchKey.objects.filter(value__in=values).order_by("subject"):
        alike[mark.value].append(mark)
    alike = {value: group[:CROWD] for value, group in alike.items() if len(group) > 1}
    told_apart = _told_apart({mark.subject for group in alike.values() for mark in group})
    DuplicateCandidate.objects.filter(value__in=values).delete()
    DuplicateCandidate.objects.bulk_create(
        [twin for group in alike.values() for twin in _twins(group, told_apart)], batch_size=500
    )


def twins_of(entry):
    """{public id: reasons} of the entries that may be the same thing as this one."""
    found = defaultdict(set)
    rows = DuplicateCandidate.objects.filter(Q(one=entry.public_id) | Q(other=entry.public_id))
    for one, other, reason in rows.values_list("one", "other", "reason"):
        found[other if one == entry.public_id else one].add(reason)
    return dict(found)


def like(record, kind):
    """The same for a record that may not be in the journal yet, as one that is being saved."""
    own = match_keys(record, kind)
    apart = {subject for pair in _told_apart_of(record["id"]) for subject in pair}
    found = defaultdict(set)
    for mark in MatchKey.objects.filter(value__in=own).exclude(subject__in=[*apart, record["id"]])[:CROWD]:
        reason, traits = own[mark.value]
        if not contradict(traits, mark.traits, reason):
            found[mark.subject].add(reason)
    return dict(found)


def tell_apart(entry, other, *, by):
    """Remember that these two are not the same thing: they are not shown as twins again."""
    pair_of_ids = dict(zip(("one", "other"), sorted([entry.public_id, other.public_id]), strict=True))
    with transaction.atomic():
        NotDuplicate.objects.get_or_create(**pair_of_ids, defaults={"who": by.get_username()[:150]})
        pair(list(MatchKey.objects.filter(subject=entry.public_id).values_list("value", flat=True)))


def _twins(group, told_apart):
    """Each one with the first before it that it may be: a crowd of n has n - 1 twins, and merging ends it."""
    for place, mark in enumerate(group):
        before = (each for each in group[:place] if _may_be_one(each, mark, told_apart))
        first = next(before, None)
        if first:
            yield DuplicateCandidate(one=first.subject, other=mark.subject, reason=mark.reason, value=mark.value)


def _may_be_one(one, other, told_apart):
    return (one.subject, other.subject) not in told_apart and not contradict(one.traits, other.traits, one.reason)


def _told_apart_of(subject):
    return NotDuplicate.objects.filter(Q(one=subject) | Q(other=subject)).values_list("one", "other")


def _told_apart(subjects):
    return set(NotDuplicate.objects.filter(one__in=subjects).values_list("one", "other")) if subjects else set()
