"""The list of similar records on a record's page."""

from dataclasses import replace
from typing import Any, cast

from baliportal.catalogue.distinction import countries_of, described, description
from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.related import Item, item
from baliportal.catalogue.statuses import Visibility

from ..index.index import IndexUnusable
from ..index.sync import get_index, index_for_reading
from .similarity import similar

MAX_SHOWN = 5


def similar_entries(entry: Entry, audience: str = Visibility.PUBLIC) -> list[Any]:
    """Up to five records like this one that an audience may see; [] without an index. One query for the public.

    None for a country's profile: any other is like it, and its page offers to put one beside it.
    """
    if cast(Kind, named(entry.kind)).profiles_countries:
        return []
    try:
        index = get_index() if audience == Visibility.PUBLIC else index_for_reading(audience=audience)
        hits = similar(index, entry.public_id, MAX_SHOWN)
    except IndexUnusable:
        return []
    entries = described(Entry.objects.published(audience)).in_bulk([hit.pk for hit in hits]) if hits else {}
    return [_with_countries(entries[hit.pk]) for hit in hits if hit.pk in entries]


def _with_countries(entry: Any) -> Item:
    """A described entry as a list item that says its countries: similar records are often of others."""
    shown = item(entry)
    told = [] if description(entry) else countries_of(entry)
    return replace(shown, meta=", ".join(filter(None, [*told, shown.meta])))
