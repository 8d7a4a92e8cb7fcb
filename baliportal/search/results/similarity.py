"""Similar records ("more like this"): the same themes, the same countries, the same characteristic words."""

from collections import defaultdict
from collections.abc import Iterator

from tantivy import Document, Occur, Query, Searcher

from ..analysis.analyser import analyse
from ..index.index import Index
from ..index.schema import BOOSTS, SCHEMA, pks_at, stored_texts
from ..matching.hits import Hit, RankedAddress, load_hits
from ..matching.term_frequencies import TermFrequencies

# Words of the record that are searched for, and the fields they are taken from.
MAX_WORDS = 12
WORD_FIELDS = ("title", "original_title", "summary")
# Weight of a theme or country in common, where a word weighs as its field does.
WEIGHTS = {"topic": 3.0, "country": 1.5}
# Times as many records as are shown are ranked, so that those with equal scores are all among them.
OVERSAMPLING = 8
# Letters of a word in ASCII that may be characteristic.
MIN_LENGTH = 3


def similar(index: Index, public_id: str, limit: int = 5) -> list[Hit]:
    """The records most like this one, never itself; none when the index does not have it. Raises IndexUnusable."""
    with index.reading() as reader:
        own = Query.term_query(SCHEMA, "id", public_id)
        own_hits = reader.searcher.search(own, 1, count=False).hits if public_id else []
        if not own_hits or limit < 1:
            return []
        record = reader.searcher.doc(own_hits[0][1])
        features = [(Occur.Should, query) for query in _feature_queries(reader.searcher, record)]
        query = Query.boolean_query([*features, (Occur.MustNot, own)])
        return load_hits(reader.searcher, _nearest(reader.searcher, query, limit)) if features else []


def _nearest(searcher: Searcher, query: Query, limit: int) -> list[RankedAddress]:
    """The best matches; equal ones in the order of their keys, as the order of indexing changes with every rebuild."""
    hits = searcher.search(query, OVERSAMPLING * limit, count=False, weight_by_field="weight").hits
    pks = pks_at(searcher, [address for _, address in hits])
    ranked = sorted(zip(hits, pks, strict=True), key=lambda pair: (-round(pair[0][0], 3), pair[1]))
    return [hit for hit, _ in ranked[:limit]]


def _feature_queries(searcher: Searcher, record: Document) -> Iterator[Query]:
    """A weighted query for each theme, country and characteristic word of the record."""
    frequencies = TermFrequencies(searcher)
    for facet, weight in WEIGHTS.items():
        for value in record.get_all(facet):
            rarity = frequencies.rarity(facet, [value])
            yield Query.const_score_query(Query.term_query(SCHEMA, facet, value), weight * rarity)
    for word in _characteristic_words(frequencies, stored_texts(record)):
        by_field = (Query.boost_query(Query.term_query(SCHEMA, field, word), BOOSTS[field]) for field in WORD_FIELDS)
        yield Query.disjunction_max_query(list(by_field), 0.0)


def _characteristic_words(frequencies: TermFrequencies, texts: dict[str, str]) -> list[str]:
    """The words with the highest tf-idf that occur in another record too."""
    counts: defaultdict[str, float] = defaultdict(float)
    for field in WORD_FIELDS:
        for token in analyse(texts.get(field, "")):
            if len(token.text) >= MIN_LENGTH or not token.text.isascii():
                counts[token.text] += BOOSTS[field]
    tf_idf = {
        word: count * frequencies.least_rarity([word])
        for word, count in counts.items()
        if sum(frequencies.of(field, word) for field in WORD_FIELDS) > 1
    }
    return sorted(tf_idf, key=lambda word: (-tf_idf[word], word))[:MAX_WORDS]
