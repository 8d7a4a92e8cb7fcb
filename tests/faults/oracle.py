"""Index equals database: the same records, each document as one made of the database now."""

from collections import Counter

import tantivy

from baliportal.catalogue.journal.head import newest_head
from baliportal.catalogue.models import Entry
from baliportal.search.analysis.initials import initials
from baliportal.search.index.projection import all_documents
from baliportal.search.index.schema import FACETS, JOURNAL_ID, STORED, stored_texts
from baliportal.search.index.sync import get_index

PUBLIC = {"status": "published", "visibility": "public"}


def differences(*, documents=True):
    """Descriptions of the differences between the index and the database; [] when they agree.

    Without `documents` only the ids are compared, and the position in the journal.
    """
    indexed, index = _indexed(), get_index()
    wrong = [] if index.position == newest_head().position else [f"{index.position} for {newest_head().position}"]
    public = set(Entry.objects.filter(**PUBLIC).values_list("public_id", flat=True))
    wrong += [f"missing: {identity}" for identity in sorted(public - indexed.keys())]
    wrong += [f"not public: {identity}" for identity in sorted(indexed.keys() - public)]
    if not documents:
        return wrong
    made = list(all_documents())
    fresh = {document.id: _expected(document) for document in made}
    both = sorted(public & indexed.keys())
    wrong += [f"stale: {identity}" for identity in both if indexed[identity] != fresh.get(identity)]
    return wrong + _wrong_pages(made)


def _indexed():
    """The stored texts and the facet values of each record of the index, by public id."""
    with get_index().reading() as reader:
        hits = reader.searcher.search(tantivy.Query.all_query(), 1_000_000, count=False).hits
        stored = [reader.searcher.doc(address) for _, address in hits]
    contents = [(doc.get_first("id"), _content(doc)) for doc in stored if doc.get_first("id") != JOURNAL_ID]
    assert len(contents) == len(dict(contents)), "a record stands twice in the index"
    return dict(contents)


def _wrong_pages(made):
    """Differences between the pages of the index and those of the documents."""
    expected = {(document.id, page.sha256, page.number) for document in made for page in document.pages}
    with get_index().reading() as reader:
        hits = reader.pages.search(tantivy.Query.all_query(), 1_000_000, count=False).hits if reader.pages else []
        stored = [reader.pages.doc(address) for _, address in hits]
    indexed = [tuple(doc.get_first(name) for name in ("entry", "sha256", "number")) for doc in stored]
    twice = [f"page twice: {page}" for page, count in Counter(indexed).items() if count > 1]
    return twice + [f"page missing or too much: {page}" for page in sorted(expected ^ set(indexed))]


def _content(stored):
    return stored_texts(stored), {facet: sorted(stored.get_all(facet)) for facet in FACETS}


def _expected(document):
    words = {field: getattr(document, "numbers" if field == "number" else field)[:40_000] for field in STORED}
    words |= {"other_names": " · ".join(document.other_names), "initials": " · ".join(initials(document.title))}
    values = {facet: sorted(set(filter(None, of(document)))) for facet, of in FACETS.items()}
    return {field: text for field, text in words.items() if text}, values
