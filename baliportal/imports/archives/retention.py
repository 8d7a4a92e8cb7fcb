"""Bytes that open archives still need, which housekeeping leaves alone."""

from django.db.models import Q

from ..models import Batch, Verdict


def names_file(sha256):
    """Return True if a batch that is not written yet names the bytes: its ZIP, or a file that it would add."""
    still_open = Batch.objects.filter(origin=Batch.Origin.FILES, state__in=Batch.OPEN)
    previewed = Verdict.objects.filter(batch__in=still_open)
    return (
        still_open.filter(job__archive=sha256).exists()
        or previewed.filter(Q(values__sha256=sha256) | Q(values__original=sha256)).exists()
    )
