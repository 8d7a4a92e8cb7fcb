"""Findings as queues ask for them: the entries with which something is amiss on a day."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .checks import INCOMPLETE, UNVERIFIED
from .models import DuplicateCandidate, Finding

MANY = 10_000  # findings of one check from which on they are looked for entry by entry


def with_finding(entries, name, on=None):
    """Those of these entries in which the check of this name finds something on a day, today by default.

    A list shows fifty in its own order. When a check finds something nearly everywhere these are soon met in that
    order, while to start from the findings means to sort them all; when it finds little, it is the other way about.
    """
    found = _found(name, on or timezone.localdate())
    if found[:MANY].count() < MANY:
        return entries.filter(public_id__in=found.values("subject"))
    return entries.filter(Exists(found.filter(subject=OuterRef("public_id"))))


def _found(name, day):
    """That a record is incomplete holds on any day: not asking which spares a look at every row."""
    found = Finding.objects.filter(check_name=name)
    return found if name == INCOMPLETE else found.filter(since__lte=day, until__gte=day)


def incomplete(entries, on=None):
    """Those that lack something every record of their kind should have."""
    return with_finding(entries, INCOMPLETE, on)


def unverified(entries, on=None):
    """Those to be checked against their source: never checked, changed since, or due again."""
    return with_finding(entries, UNVERIFIED, on)


def with_twin(entries):
    """Those that may be the same thing as another; `twin_id` is the public id of one such."""
    first = DuplicateCandidate.objects.filter(one=OuterRef("public_id")).order_by("pk").values("other")[:1]
    second = DuplicateCandidate.objects.filter(other=OuterRef("public_id")).order_by("pk").values("one")[:1]
    twins = Q(public_id__in=DuplicateCandidate.objects.values("one")) | Q(
        public_id__in=DuplicateCandidate.objects.values("other")
    )
    return entries.filter(twins).annotate(twin_id=Coalesce(Subquery(first), Subquery(second)))
