"""Entry filters by quality finding and by duplicate candidate, for queues and change lists."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .checks import INCOMPLETE, UNVERIFIED
from .models import DuplicateCandidate, Finding

#: Findings of one check from which EXISTS per entry is faster than IN over all findings.
MANY_FINDINGS = 10_000


def with_finding(entries, name, on=None):
    """Filter entries to those in which the named check finds something on a day, today by default.

    A list shows fifty entries in its own order. If a check finds something nearly everywhere, walking the list in that
    order soon meets fifty, while starting from the findings would sort them all; with few findings the reverse holds.
    """
    findings = _findings_on(name, on or timezone.localdate())
    if findings[:MANY_FINDINGS].count() < MANY_FINDINGS:
        return entries.filter(public_id__in=findings.values("subject"))
    return entries.filter(Exists(findings.filter(subject=OuterRef("public_id"))))


def _findings_on(name, day):
    findings = Finding.objects.filter(check_name=name)
    # INCOMPLETE holds on every day (see `indexer`); without the date condition the index alone answers.
    return findings if name == INCOMPLETE else findings.filter(since__lte=day, until__gte=day)


def incomplete(entries, on=None):
    """Filter entries to those that lack something every record of their kind should have."""
    return with_finding(entries, INCOMPLETE, on)


def unverified(entries, on=None):
    """Filter entries to those to check against their source: never checked, changed since, or due again."""
    return with_finding(entries, UNVERIFIED, on)


def with_duplicate(entries):
    """Filter entries to duplicate candidates; annotates `duplicate_id`, the public id of one counterpart."""
    first = DuplicateCandidate.objects.filter(one=OuterRef("public_id")).order_by("pk").values("other")[:1]
    second = DuplicateCandidate.objects.filter(other=OuterRef("public_id")).order_by("pk").values("one")[:1]
    is_candidate = Q(public_id__in=DuplicateCandidate.objects.values("one")) | Q(
        public_id__in=DuplicateCandidate.objects.values("other")
    )
    return entries.filter(is_candidate).annotate(duplicate_id=Coalesce(Subquery(first), Subquery(second)))
