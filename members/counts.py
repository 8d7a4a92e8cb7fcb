"""Numbers of published entries per country, organisation or system."""

from django.db.models import Count, Q

from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import Status, Visibility, levels_for


def counts_by_country(kind, audience=Visibility.PUBLIC):
    """Number of entries of a kind that are published for an audience, per country: {country pk: number}."""
    entries = Entry.objects.published(audience).filter(kind=kind).order_by()
    return dict(entries.values_list("countries").annotate(Count("pk")))


def links_by_pk(model, path, audience=Visibility.PUBLIC):
    """Number of distinct published entries that each row of a model reaches by the relation `path`: {pk: number}."""
    seen = Q(**{f"{path}__status": Status.PUBLISHED, f"{path}__visibility__in": levels_for(audience)})
    counted = model.objects.order_by().annotate(number=Count(path, filter=seen, distinct=True))
    return dict(counted.values_list("pk", "number"))
