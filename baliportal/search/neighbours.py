"""Records like one, as its page lists them."""

from baliportal.catalogue.models import Entry
from baliportal.catalogue.sections import item

from .catchup import the_index
from .index import IndexUnusable
from .similar import similar

MOST = 5


def similar_to(entry):
    """Up to five published records like this one; [] without an index. One database query."""
    try:
        hits = similar(the_index(), entry.public_id, MOST)
    except IndexUnusable:
        return []
    entries = Entry.objects.published().in_bulk([hit.pk for hit in hits]) if hits else {}
    return [item(entries[hit.pk]) for hit in hits if hit.pk in entries]
