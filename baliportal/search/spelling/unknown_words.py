"""Words of a question that stand nowhere: in no record that can be found, and in no name that anything goes by."""

from collections import defaultdict
from collections.abc import Collection, Iterator
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
from ..parsing.query_parser import ITEM, LONGEST_QUESTION, MOST_TERMS, QUOTES
from ..thesaurus.thesaurus import Thesaurus

RARE = 100  # records up to which a word is looked for, as those that were taken out count until the index is merged


class Spot(NamedTuple):
    """A word of a question, question[start:end], folded."""

    word: str
    start: int
    end: int


def unknown_words(searcher: Searcher, question: str, thesaurus: Thesaurus) -> list[Spot]:
    """In their order; without exclusions, numbers, numbers of laws and the values of choices."""
    frequencies = TermFrequencies(searcher)
    return [spot for spot in _unnamed(question, thesaurus) if not _stands(searcher, frequencies, spot.word)]


def unspelt_words(searcher: Searcher, question: str, thesaurus: Thesaurus) -> list[Spot]:
    """Those and words like "trafficing", which stand nowhere so but share their stem with others that do."""
    spots = _unnamed(question, thesaurus)
    return [spot for spot in spots if not _is_found(searcher, Query.term_query(SCHEMA, "spelt", spot.word))]


def words_of_names(thesaurus: Thesaurus, others: Collection[str]) -> list[str]:
    """Every folded word that is a name, or makes one together with these others."""
    return [word for word, rests in _names(thesaurus).items() if any(rest <= others for rest in rests)]


@lru_cache(maxsize=2)
def _names(thesaurus: Thesaurus) -> dict[str, set[frozenset[str]]]:
    """For each word of a name, folded, the other words of the names that it stands in."""
    found = defaultdict(set)
    for name in (name for concept in thesaurus.concepts for name in (concept.label, *concept.names)):
        words = frozenset(spelt(name).split())
        for word in words:
            found[word].add(words - {word})
    return found


def _unnamed(question: str, thesaurus: Thesaurus) -> list[Spot]:
    """The words but for those of names that stand there whole: "trafiking" is no word, but in "trafiking ng tao"."""
    spots, names = _spots(question, thesaurus), _names(thesaurus)
    words = {spot.word for spot in spots}
    return [spot for spot in spots if not any(rest <= words for rest in names.get(spot.word, ()))]


def _spots(question: str, thesaurus: Thesaurus) -> list[Spot]:
    question = question[:LONGEST_QUESTION].translate(QUOTES)
    numbered, found = references(question), []
    for start, text in _sought(question, thesaurus):
        folded, places = fold(text), origins(text)
        for match in PART.finditer(folded):
            first, last = original_span(*match.span(), places)
            spot = Spot(match.group(), start + first, start + last)
            inside = any(number.start <= spot.start < number.end for number in numbered)
            found += [spot] if len(spot.word) > 1 and is_spelt(spot.word) and not inside else []
    return found[:MOST_TERMS]


def _sought(question: str, thesaurus: Thesaurus) -> Iterator[tuple[int, str]]:
    """The pieces of a question that are words, and where each begins."""
    for item in ITEM.finditer(question):
        field, part = (item["field"] or "").casefold(), "quoted" if item["bare"] is None else "bare"
        is_choice = field == "year" or (field in CHOICES_OF and thesaurus.values(CHOICES_OF[field], item[part]))
        if not item["minus"] and not is_choice:
            start = item.start("field" if field and field not in (*WORDS_IN, *CHOICES_OF) else part)
            yield start, question[start : item.end(part)]


def _stands(searcher: Searcher, frequencies: TermFrequencies, word: str) -> bool:
    terms = [(field, term) for field in BOOSTS for term in _forms(frequencies, field, word)]
    counts = [frequencies.of(field, term) for field, term in terms]
    if not any(counts) or max(counts) > RARE:
        return any(counts)
    query = Query.boolean_query([(Occur.Should, Query.term_query(SCHEMA, *term)) for term in terms])
    return _is_found(searcher, query)


def _is_found(searcher: Searcher, query: Query) -> bool:
    return bool(searcher.search(query, 1, count=False).hits)


def _forms(frequencies: TermFrequencies, field: str, word: str) -> list[str]:
    return [stem(word), *(frequencies.stems(word, field) if field in STEMMED else ())]
