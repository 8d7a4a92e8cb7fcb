"""The records of a list that changed last, as far as an audience may see them."""

from heapq import nlargest

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from baliportal.catalogue.db.array_lookup import in_array
from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.distinction import annotations
from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import Visibility
from baliportal.search.list_source import ListSource

from .further_dates import further_dates

#: Results of a search whose times are compared in one query, so that memory stays bounded however many there are.
BATCH = 20_000


def newest_entries(source: ListSource, first: int, last: int) -> list[Entry]:
    """The records in places [first:last] by their last change, newest first, with `changed_at`, status,
    further dates, themes and countries.

    Call it inside `source.state()`. Raises IndexUnusable where words are searched without an index.
    """
    request, rows = source.request, _by_time(source.audience)
    if request.q or request.all_choices.keys() - {"kind"}:
        keys = nlargest(last, (key for batch in batched(source.pks(), BATCH) for key in _keys(rows, batch, last)))
        keys = keys[first:]
    else:
        kinds = request.all_choices.get("kind")
        keys = list((rows.filter(kind__in=kinds) if kinds else rows).values_list("changed_at", "pk")[first:last])
    told = rows.annotate(**annotations(), **further_dates()).prefetch_related("topics", "countries")
    entries = told.in_bulk([pk for _, pk in keys])
    return [entries[pk] for _, pk in keys]


def _by_time(audience) -> QuerySet:
    """Published records by the last change of a fact that everybody may see.

    One that was never public has no such change: where it is published for a narrower audience, any change counts.
    """
    entries = Entry.objects.published(audience)
    if audience == Visibility.PUBLIC:  # without an expression the index gives the order
        newest = entries.filter(facts_updated_at__isnull=False).order_by("-facts_updated_at", "-pk")
        return newest.annotate(changed_at=F("facts_updated_at"))
    return entries.annotate(changed_at=Coalesce("facts_updated_at", "updated_at")).order_by("-changed_at", "-pk")


def _keys(rows, pks, last):
    return list(rows.filter(pk__in=in_array(pks)).values_list("changed_at", "pk")[:last])
