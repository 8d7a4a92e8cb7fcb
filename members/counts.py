"""Numbers of published entries per country, organisation or system."""

from django.db.models import Count, Q

from baliportal.catalogue.models import Entry


def counts_by_country(kind):
    """Number of published entries of a kind per country: {country pk: number}."""
    entries = Entry.objects.published().filter(kind=kind).order_by()
    return dict(entries.values_list("countries").annotate(Count("pk")))


def links_by_pk(model, path):
    """Number of distinct published entries that each row of a model reaches by the relation `path`: {pk: number}."""
    public = Q(**{f"{path}__status": "published", f"{path}__visibility": "public"})
    counted = model.objects.order_by().annotate(number=Count(path, filter=public, distinct=True))
    return dict(counted.values_list("pk", "number"))
