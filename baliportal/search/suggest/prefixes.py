"""Prefix search for autocomplete: names of themes and countries in the thesaurus, titles in the index."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from tantivy import DocAddress, Occur, Query, Searcher

from ..analysis.folding import fold
from ..analysis.surface_forms import EDGE
from ..index.schema import SCHEMA, count_matches, pks_at
from ..thesaurus.thesaurus import Concept, Thesaurus

# The commonest words of the index that an unfinished word may become.
MAX_COMPLETIONS = 200
# Added where a title begins with the first word, and where a number or acronym is the one word; a word itself counts 1.
FIRST_WORD_BONUS, WHOLE_BONUS = 4.0, 8.0


class NameMatch(NamedTuple):
    """A concept and the name of it that matches a prefix; the smaller `distance`, the better the match."""

    concept: Concept
    name: str
    distance: tuple


def concepts_with_prefix(thesaurus: Thesaurus, q: str) -> list[NameMatch]:
    """The concepts of facets that have a name with `q` at the start of a word, the best match first."""
    prefix = _normalised(q)
    best: dict[Concept, NameMatch] = {}
    for place, name, concept in _names_with_prefix(thesaurus, prefix) if prefix else ():
        match = NameMatch(concept, name, (place > 0, name != concept.label, len(name), name))
        best[concept] = min(best.get(concept, match), match, key=lambda match: match.distance)
    return sorted(best.values(), key=lambda match: match.distance)


def pks_with_title_prefix(searcher: Searcher, words: Sequence[str], limit: int) -> list[int]:
    """The primary keys of records with all these words in title, original title or number; the last is a prefix."""
    return pks_at(searcher, addresses_with_title_prefix(searcher, words, limit))


def addresses_with_title_prefix(searcher: Searcher, words: Sequence[str], limit: int) -> list[DocAddress]:
    """The addresses of these records, the best match first."""
    *whole_words, last = words
    required = [_term(word) for word in whole_words] + [_prefix_query(searcher, last)]
    first = _term(EDGE + words[0]) if whole_words else _prefix_query(searcher, EDGE + last)
    bonuses = [(first, FIRST_WORD_BONUS), (_term(EDGE + last + EDGE), WHOLE_BONUS), (_term(last), 1.0)]
    query = Query.boolean_query(
        [(Occur.Must, Query.const_score_query(query, 1.0)) for query in required]
        + [(Occur.Should, Query.const_score_query(query, bonus)) for query, bonus in bonuses]
    )
    return _best(searcher, query, limit)


def member_pks(searcher: Searcher, codes: Sequence[str]) -> list[int]:
    """The primary keys of the member profiles of these countries."""
    if not codes:
        return []
    profiles = _all_of({"kind": ["member"], "country": list(codes)})
    return pks_at(searcher, _best(searcher, profiles, 2 * len(codes)))


def has_any(searcher: Searcher, facet: str, value: str) -> bool:
    """True if a record has this value of a facet."""
    return count_matches(searcher, _all_of({facet: [value]})) > 0


def _names_with_prefix(thesaurus: Thesaurus, prefix: str) -> Iterator[tuple[int, str, Concept]]:
    """The place of the prefix in each matching name, the name and its concept."""
    suffixes = _suffixes(thesaurus)
    for suffix, place, name, concept in islice(suffixes, bisect_left(suffixes, prefix, key=itemgetter(0)), None):
        if not suffix.startswith(prefix):
            return
        yield place, name, concept


@lru_cache(maxsize=2)
def _suffixes(thesaurus: Thesaurus) -> list[tuple[str, int, str, Concept]]:
    """A sorted suffix array: every name from each of its words on, so that one bisection finds a prefix."""
    suffixes = []
    for concept in thesaurus.concepts:
        for name in (concept.label, *concept.names) if concept.facet and concept.expands else ():
            normalised = _normalised(name)
            suffixes += [(normalised[at:], at, name, concept) for at in _word_starts(normalised)]
    return sorted(suffixes, key=itemgetter(0))


def _word_starts(name: str) -> Iterable[int]:
    """The places where a word may start; in scripts without spaces every character but the last."""
    for at in range(len(name)):
        if at == 0 or name[at - 1] == " " or (name[at] >= "\u0e00" and name[at + 1 :]):
            yield at


def _normalised(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("'", "").replace(".", "").split())


def _prefix_query(searcher: Searcher, prefix: str) -> Query:
    completions = [term for term, _ in searcher.terms_with_prefix("written", prefix, limit=MAX_COMPLETIONS)]
    # Term queries, not one term set query: that would walk through the whole term dictionary.
    return Query.boolean_query([(Occur.Should, _term(word)) for word in completions])


def _term(word: str) -> Query:
    return Query.term_query(SCHEMA, "written", word)


def _all_of(choices: dict[str, list[str]]) -> Query:
    return Query.boolean_query(
        [(Occur.Must, Query.term_set_query(SCHEMA, facet, values)) for facet, values in choices.items()]
    )


def _best(searcher: Searcher, query: Query, limit: int) -> list[DocAddress]:
    hits = searcher.search(query, limit, count=False, weight_by_field="weight").hits
    return [address for _, address in hits]
