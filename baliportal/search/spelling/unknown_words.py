"""Out-of-vocabulary words of a query: in no public record, and in no name of the thesaurus."""

from collections import defaultdict
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from tantivy import Occur, Query, Searcher

from ..analysis.analyser import PART, stem
from ..analysis.folding import fold, original_span, origins
from ..analysis.reference_numbers import references
from ..analysis.surface_forms import is_spelt, spelt
from ..index.schema import BOOSTS, SCHEMA, STEMMED
from ..matching.term_frequencies import TermFrequencies
from ..parsing.field_syntax import CHOICES_OF, WORDS_IN
from ..parsing.items import MAX_QUERY_LENGTH, wanted
from ..parsing.query_parser import MAX_TERMS
from ..thesaurus.thesaurus import Thesaurus

# Up to this document frequency a word is searched for: the frequency counts deleted documents until segments merge.
RARE = 100


class QueryWord(NamedTuple):
    """A word of a query q: q[start:end], folded."""

    text: str
    start: int
    end: int


def unknown_words(searcher: Searcher, q: str, thesaurus: Thesaurus) -> list[QueryWord]:
    """The words that no record has, in their order.

    Exclusions, numbers, numbers of laws and the values of choices are not words.
    """
    frequencies = TermFrequencies(searcher)
    return [word for word in _words_outside_names(q, thesaurus) if not _is_known(searcher, frequencies, word.text)]


def misspelt_words(searcher: Searcher, q: str, thesaurus: Thesaurus) -> list[QueryWord]:
    """The unknown words and those like "trafficing", which no record has but whose stem is that of a known word."""
    words = _words_outside_names(q, thesaurus)
    return [word for word in words if not _has_match(searcher, Query.term_query(SCHEMA, "spelt", word.text))]


def words_of_names(thesaurus: Thesaurus, others: Set[str]) -> list[str]:
    """Every folded word that is a name of the thesaurus, or is one together with these others."""
    return [word for word, rests in _names(thesaurus).items() if any(rest <= others for rest in rests)]


@lru_cache(maxsize=2)
def _names(thesaurus: Thesaurus) -> dict[str, set[frozenset[str]]]:
    """For each word of a name, folded, the sets of the other words of its names."""
    others = defaultdict(set)
    for name in (name for concept in thesaurus.concepts for name in (concept.label, *concept.names)):
        words = frozenset(spelt(name).split())
        for word in words:
            others[word].add(words - {word})
    return others


def _words_outside_names(q: str, thesaurus: Thesaurus) -> list[QueryWord]:
    """The words of the query that are not part of a complete name: "trafiking" is, but not in "trafiking ng tao"."""
    words, names = _words(q, thesaurus), _names(thesaurus)
    texts = {word.text for word in words}
    return [word for word in words if not any(others <= texts for others in names.get(word.text, ()))]


def _words(q: str, thesaurus: Thesaurus) -> list[QueryWord]:
    q = q[:MAX_QUERY_LENGTH]
    law_numbers = references(q)
    words = []
    for start, text in _searched_pieces(q, thesaurus):
        folded, places = fold(text), origins(text)
        for match in PART.finditer(folded):
            first, last = original_span(*match.span(), places)
            word = QueryWord(match.group(), start + first, start + last)
            is_in_number = any(number.start <= word.start < number.end for number in law_numbers)
            if len(word.text) > 1 and is_spelt(word.text) and not is_in_number:
                words.append(word)
    return words[:MAX_TERMS]


def _searched_pieces(q: str, thesaurus: Thesaurus) -> Iterator[tuple[int, str]]:
    """The start and text of each piece of a query that is searched as words."""
    for item in wanted(q):
        values = item.field in CHOICES_OF and thesaurus.values(CHOICES_OF[item.field], item.text)
        if item.field != "year" and not values and not item.beginning:
            is_plain = item.field and item.field not in (*WORDS_IN, *CHOICES_OF)
            start = item.first if is_plain else item.start
            yield start, q[start : item.end]


def _is_known(searcher: Searcher, frequencies: TermFrequencies, word: str) -> bool:
    terms = [(field, term) for field in BOOSTS for term in _forms(frequencies, field, word)]
    counts = [frequencies.of(field, term) for field, term in terms]
    if not any(counts) or max(counts) > RARE:
        return any(counts)
    query = Query.boolean_query([(Occur.Should, Query.term_query(SCHEMA, *term)) for term in terms])
    return _has_match(searcher, query)


def _has_match(searcher: Searcher, query: Query) -> bool:
    return bool(searcher.search(query, 1, count=False).hits)


def _forms(frequencies: TermFrequencies, field: str, word: str) -> list[str]:
    return [stem(word), *(frequencies.stems(word, field) if field in STEMMED else ())]
