"""Records like one: on the same themes, of the same countries, with the same telling words."""

from collections import Counter
from collections.abc import Iterator

from tantivy import Occur, Query, Searcher

from ..analysis.analyser import analyse
from ..index.index import Index
from ..index.schema import BOOSTS, SCHEMA, texts
from ..matching.hits import Hit, hits
from ..matching.term_frequencies import TermFrequencies

MOST_WORDS = 12  # of the record that are looked for
WORDS_FROM = ("title", "original_title", "summary")
WEIGHTS = {"topic": 3.0, "country": 1.5}  # of a theme or country in common, beside that of a word
AMONG = 8  # times as many records as are shown are compared, so that equals are all there
SHORTEST = 3  # letters of a plain word that tells something


def similar(index: Index, identity: str, limit: int = 5) -> list[Hit]:
    """The records most like the one of this public id, never itself; none when the index does not have it.

    Raises IndexUnusable.
    """
    with index.reading() as view:
        own = Query.term_query(SCHEMA, "id", identity)
        found = view.searcher.search(own, 1, count=False).hits if identity else []
        if not found or limit < 1:
            return []
        likeness = [(Occur.Should, query) for query in _likeness(view.searcher, view.searcher.doc(found[0][1]))]
        query = Query.boolean_query([*likeness, (Occur.MustNot, own)])
        return hits(view.searcher, _nearest(view.searcher, query, limit)) if likeness else []


def _nearest(searcher: Searcher, query: Query, limit: int) -> list[tuple]:
    """The best, equals in the order of their keys: which was indexed last is nobody's business."""
    found = searcher.search(query, AMONG * limit, count=False, weight_by_field="weight").hits
    pks = searcher.fast_field_values("pk", [address for _, address in found])
    ranked = sorted(zip(found, pks, strict=True), key=lambda each: (-round(each[0][0], 3), each[1]))
    return [hit for hit, _ in ranked[:limit]]


def _likeness(searcher: Searcher, record) -> Iterator[Query]:
    frequencies = TermFrequencies(searcher)
    for facet, weight in WEIGHTS.items():
        for value in record.get_all(facet):
            rarity = frequencies.rarity(facet, [value])
            yield Query.const_score_query(Query.term_query(SCHEMA, facet, value), weight * rarity)
    for word in _telling_words(frequencies, texts(record)):
        by_field = (Query.boost_query(Query.term_query(SCHEMA, field, word), BOOSTS[field]) for field in WORDS_FROM)
        yield Query.disjunction_max_query(list(by_field), 0.0)


def _telling_words(frequencies: TermFrequencies, held: dict[str, str]) -> list[str]:
    """Those that are frequent here and rare elsewhere; what stands in no other record finds nothing."""
    counts = Counter()
    for field in WORDS_FROM:
        words = [token.text for token in analyse(held.get(field, ""))]
        words = [word for word in words if len(word) >= SHORTEST or not word.isascii()]
        counts.update({word: BOOSTS[field] * n for word, n in Counter(words).items()})
    worth = {word: n * frequencies.least_rarity([word]) for word, n in counts.items() if _elsewhere(frequencies, word)}
    return sorted(worth, key=lambda word: (-worth[word], word))[:MOST_WORDS]


def _elsewhere(frequencies: TermFrequencies, word: str) -> bool:
    return sum(frequencies.of(field, word) for field in WORDS_FROM) > 1
