"""Index equals database: the same records, each document as one made of the database now."""

import tantivy

from baliportal.catalogue.journal.head import newest_head
from baliportal.catalogue.models import Entry
from baliportal.search.index.projection import all_documents
from baliportal.search.index.schema import BOOSTS, FACETS, JOURNAL_ID, stored_texts
from baliportal.search.index.sync import get_index

PUBLIC = {"status": "published", "visibility": "public"}


def differences(*, documents=True):
    """What of the index is otherwise than the database, in words; [] when nothing is.

    Without `documents` only the ids are compared, and the position in the journal.
    """
    indexed, index = _indexed(), get_index()
    wrong = [] if index.position == newest_head().position else [f"{index.position} for {newest_head().position}"]
    public = set(Entry.objects.filter(**PUBLIC).values_list("public_id", flat=True))
    wrong += [f"missing: {identity}" for identity in sorted(public - indexed.keys())]
    wrong += [f"not public: {identity}" for identity in sorted(indexed.keys() - public)]
    fresh = {document.id: _expected(document) for document in all_documents()} if documents else indexed
    return wrong + [f"stale: {each}" for each in sorted(public & indexed.keys()) if indexed[each] != fresh.get(each)]


def _indexed():
    """What the index holds of each record."""
    with get_index().reading() as reader:
        found = reader.searcher.search(tantivy.Query.all_query(), 1_000_000, count=False).hits
        stored = [reader.searcher.doc(address) for _, address in found]
    held = [(each.get_first("id"), _held(each)) for each in stored if each.get_first("id") != JOURNAL_ID]
    assert len(held) == len(dict(held)), "a record stands twice in the index"
    return dict(held)


def _held(stored):
    return stored_texts(stored), {facet: sorted(stored.get_all(facet)) for facet in FACETS}


def _expected(document):
    words = {field: getattr(document, "numbers" if field == "number" else field)[:40_000] for field in BOOSTS}
    values = {facet: sorted(set(filter(None, of(document)))) for facet, of in FACETS.items()}
    return {field: text for field, text in words.items() if text}, values
