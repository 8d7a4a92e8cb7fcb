"""First publications of records, from the journal."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Min

from baliportal.catalogue.models import Change


def first_publications(public_ids: Collection[str]) -> dict[str, datetime]:
    """When everybody could first see each of these records, by public id; one query."""
    public = Change.objects.public().filter(subject__in=public_ids).order_by()
    return dict(public.values("subject").annotate(first=Min("at")).values_list("subject", "first"))
