"""Tantivy called directly, on the same index with the same words and facets: the lower limit of the times."""

from tantivy import Occur, Order, Query

from baliportal.search.analysis.analyser import analyse
from baliportal.search.index.schema import BOOSTS, FACETS, SCHEMA

SUGGESTED = 10  # records; the peers as many
NEWEST = {"order_by_field": "newest", "order": Order.Desc}
AGGREGATIONS = {facet: {"terms": {"field": facet, "size": 10_000}} for facet in FACETS}


def ask(searcher, q="", choices=None, prefix=False):
    """Number of hits; fetches the first 20, or 10 suggestions, and counts each facet under every choice but its own."""
    choices = choices or {}
    words = _prefix(q) if prefix else _words(q)
    hits = searcher.search(_narrowed(words, choices), SUGGESTED if prefix else 20, count=True, **({} if q else NEWEST))
    for _, address in hits.hits:
        searcher.doc(address)
    if not prefix:
        _count_facets(searcher, words, choices)
    return hits.count


def _count_facets(searcher, words, choices):
    free = {facet: aggregation for facet, aggregation in AGGREGATIONS.items() if facet not in choices}
    searcher.aggregate(_narrowed(words, choices), free)
    for facet in choices:
        others = {name: values for name, values in choices.items() if name != facet}
        searcher.aggregate(_narrowed(words, others), {facet: AGGREGATIONS[facet]})


def _narrowed(words, choices):
    terms = [
        (Occur.Must, Query.const_score_query(Query.term_set_query(SCHEMA, *pair), 0.0)) for pair in choices.items()
    ]
    return Query.boolean_query([(Occur.Must, words), *terms]) if terms else words


def _words(q):
    if not q:
        return Query.all_query()
    terms = [token.text for token in analyse(q.strip('"'))]
    if q.startswith('"'):
        return _anywhere(lambda field: Query.phrase_query(SCHEMA, field, terms))
    return Query.boolean_query([(Occur.Must, _word(term)) for term in terms])


def _word(term):
    return _anywhere(lambda field: Query.term_query(SCHEMA, field, term))


def _prefix(q):
    return Query.regex_query(SCHEMA, "title", f"{q}.*")


def _anywhere(make):
    weighed = [Query.boost_query(make(field), boost) for field, boost in BOOSTS.items()]
    return Query.disjunction_max_query(weighed, 0.15)
