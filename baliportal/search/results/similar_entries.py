"""The list of similar records on a record's page."""

from typing import Any

from baliportal.catalogue.models import Entry
from baliportal.catalogue.related import item

from ..index.index import IndexUnusable
from ..index.sync import get_index
from .similarity import similar

MAX_SHOWN = 5


def similar_entries(entry: Entry) -> list[Any]:
    """Up to five published records like this one; [] without an index. One database query."""
    try:
        hits = similar(get_index(), entry.public_id, MAX_SHOWN)
    except IndexUnusable:
        return []
    entries = Entry.objects.published().in_bulk([hit.pk for hit in hits]) if hits else {}
    return [item(entries[hit.pk]) for hit in hits if hit.pk in entries]
