"""Duplicate candidates: pairs of entries that share a match key and were not marked as different things."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from ..models import DuplicateCandidate, MatchKey, NotDuplicate
from .match_keys import contradicts, match_keys

#: Records of one match key that are compared with each other; a key that more records share identifies nothing.
MAX_GROUP = 100


def refresh_candidates(values):
    """Recompute the duplicate candidates of these match keys."""
    groups = defaultdict(list)
    for key in MatchKey.objects.filter(value__in=values).order_by("subject"):
        groups[key.value].append(key)
    groups = {value: group[:MAX_GROUP] for value, group in groups.items() if len(group) > 1}
    not_duplicates = _not_duplicates_among({key.subject for group in groups.values() for key in group})
    DuplicateCandidate.objects.filter(value__in=values).delete()
    DuplicateCandidate.objects.bulk_create(
        [candidate for group in groups.values() for candidate in _candidates_in(group, not_duplicates)], batch_size=500
    )


def duplicates_of(entry):
    """Return {public id: reasons} of the duplicate candidates of an entry."""
    reasons = defaultdict(set)
    rows = DuplicateCandidate.objects.filter(Q(one=entry.public_id) | Q(other=entry.public_id))
    for one, other, reason in rows.values_list("one", "other", "reason"):
        reasons[other if one == entry.public_id else one].add(reason)
    return dict(reasons)


def duplicates_of_record(record, kind):
    """Return {public id: reasons} of the duplicate candidates of a record that the journal may not hold yet."""
    own = match_keys(record, kind)
    apart = {subject for pair in _not_duplicates_of(record["id"]) for subject in pair}
    reasons = defaultdict(set)
    for key in MatchKey.objects.filter(value__in=own).exclude(subject__in=[*apart, record["id"]])[:MAX_GROUP]:
        reason, traits = own[key.value]
        if not contradicts(traits, key.traits, reason):
            reasons[key.subject].add(reason)
    return dict(reasons)


def mark_not_duplicate(entry, other, *, by):
    """Record that two entries are not duplicates, so that they are never candidates again."""
    pair_of_ids = dict(zip(("one", "other"), sorted([entry.public_id, other.public_id]), strict=True))
    with transaction.atomic():
        NotDuplicate.objects.get_or_create(**pair_of_ids, defaults={"who": by.get_username()[:150]})
        refresh_candidates(list(MatchKey.objects.filter(subject=entry.public_id).values_list("value", flat=True)))


def _candidates_in(group, not_duplicates):
    """Pair each entry with the first earlier one it may equal: n equal entries give n - 1 pairs, not one per two."""
    for place, key in enumerate(group):
        earlier = (other for other in group[:place] if _may_be_same(other, key, not_duplicates))
        first = next(earlier, None)
        if first:
            yield DuplicateCandidate(one=first.subject, other=key.subject, reason=key.reason, value=key.value)


def _may_be_same(one, other, not_duplicates):
    return (one.subject, other.subject) not in not_duplicates and not contradicts(one.traits, other.traits, one.reason)


def _not_duplicates_of(subject):
    return NotDuplicate.objects.filter(Q(one=subject) | Q(other=subject)).values_list("one", "other")


def _not_duplicates_among(subjects):
    return set(NotDuplicate.objects.filter(one__in=subjects).values_list("one", "other")) if subjects else set()
