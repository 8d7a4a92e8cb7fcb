"""Numbers of published entries per country, organisation or system, as querysets of pairs of pk and number."""

from django.db.models import Count, Q, QuerySet

from baliportal.catalogue.db.combined_queries import fetch_together
from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import Status, Visibility, levels_for


def fetch_counts(counts: dict[str, QuerySet]) -> dict[str, dict[int, int]]:
    """Return {name: {pk: number}} of the counts of these names, in one query."""
    fetch_together(*counts.values())
    return {name: dict(rows) for name, rows in counts.items()}


def counts_by_country(kind, audience=Visibility.PUBLIC):
    """Number of entries of a kind that are published for an audience, per country."""
    entries = Entry.objects.published(audience).filter(kind=kind).order_by()
    return entries.values_list("countries").annotate(Count("pk"))


def links_by_pk(model, path, audience=Visibility.PUBLIC):
    """Number of distinct published entries that each row of a model reaches by the relation `path`."""
    seen = Q(**{f"{path}__status": Status.PUBLISHED, f"{path}__visibility__in": levels_for(audience)})
    counted = model.objects.order_by().annotate(number=Count(path, filter=seen, distinct=True))
    return counted.values_list("pk", "number")
