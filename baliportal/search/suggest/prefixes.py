"""What somebody may be about to type: names of themes and countries from the thesaurus, titles from the index."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from tantivy import DocAddress, Occur, Query, Searcher

from ..analysis.folding import fold
from ..analysis.surface_forms import EDGE
from ..index.schema import SCHEMA
from ..thesaurus.thesaurus import Concept, Thesaurus

MOST_ENDINGS = 200  # words that the last one may become; the commonest
# What is worth more than a word, which counts 1: a title that begins so, a number or acronym that is just that.
FIRST_BONUS, WHOLE_BONUS = 4.0, 8.0


class Named(NamedTuple):
    """A concept and the name of it that begins as typed; the smaller `distance`, the nearer."""

    concept: Concept
    name: str
    distance: tuple


def concepts_named(thesaurus: Thesaurus, q: str) -> list[Named]:
    """The concepts that stand for a choice and have a name with `q` at the beginning of a word, the nearest first."""
    sought, nearest = _squeezed(q), {}
    for place, name, concept in _begun_names(thesaurus, sought) if sought else ():
        named = Named(concept, name, (place > 0, name != concept.label, len(name), name))
        nearest[concept] = min(nearest.get(concept, named), named, key=lambda each: each.distance)
    return sorted(nearest.values(), key=lambda each: each.distance)


def titled(searcher: Searcher, typed: Sequence[str], limit: int) -> list[int]:
    """The primary keys of records with all these words in title, original title or number; the last is a beginning."""
    return searcher.fast_field_values("pk", addresses(searcher, typed, limit))


def addresses(searcher: Searcher, typed: Sequence[str], limit: int) -> list[DocAddress]:
    """Where these records stand, the best first."""
    *whole, last = typed
    wanted = [_term(word) for word in whole] + [_begun(searcher, last)]
    first = _term(EDGE + typed[0]) if whole else _begun(searcher, EDGE + last)
    bonuses = [_worth(first, FIRST_BONUS), _worth(_term(EDGE + last + EDGE), WHOLE_BONUS), _worth(_term(last), 1.0)]
    query = Query.boolean_query(
        [(Occur.Must, _worth(query, 1.0)) for query in wanted] + [(Occur.Should, bonus) for bonus in bonuses]
    )
    return _best(searcher, query, limit)


def members_of(searcher: Searcher, codes: Sequence[str]) -> list[int]:
    """The primary keys of the profiles of these countries."""
    if not codes:
        return []
    profiles = _all_of({"kind": ["member"], "country": list(codes)})
    return searcher.fast_field_values("pk", _best(searcher, profiles, 2 * len(codes)))


def has_any(searcher: Searcher, facet: str, value: str) -> bool:
    """Whether a record can be found under a choice now."""
    return searcher.search(_all_of({facet: [value]}), 1).count > 0


def _begun_names(thesaurus: Thesaurus, sought: str) -> Iterator[tuple[int, str, Concept]]:
    """Names, with the place where the sought words begin in them."""
    endings = _endings(thesaurus)
    for at in range(bisect_left(endings, sought, key=itemgetter(0)), len(endings)):
        ending, *found = endings[at]
        if not ending.startswith(sought):
            return
        yield tuple(found)


@lru_cache(maxsize=2)
def _endings(thesaurus: Thesaurus) -> list[tuple[str, int, str, Concept]]:
    """Every name from each word on, in order: whoever looks for a beginning finds them in a row."""
    found = []
    for concept in thesaurus.concepts:
        for name in (concept.label, *concept.names) if concept.facet and concept.expands else ():
            squeezed = _squeezed(name)
            found += [(squeezed[at:], at, name, concept) for at in _beginnings(squeezed)]
    return sorted(found, key=itemgetter(0))


def _beginnings(name: str) -> list[int]:
    """Where a word begins; in scripts without spaces every character but the last may begin one."""
    return [
        at for at in range(len(name)) if at == 0 or name[at - 1] == " " or (name[at] >= "\u0e00" and name[at + 1 :])
    ]


def _squeezed(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("'", "").replace(".", "").split())


def _begun(searcher: Searcher, beginning: str) -> Query:
    endings = [term for term, _ in searcher.terms_with_prefix("written", beginning, limit=MOST_ENDINGS)]
    # One by one: a set of words would be looked for among all the words there are.
    return Query.boolean_query([(Occur.Should, _term(word)) for word in endings])


def _term(word: str) -> Query:
    return Query.term_query(SCHEMA, "written", word)


def _worth(query: Query, score: float) -> Query:
    return Query.const_score_query(query, score)


def _all_of(choices: dict[str, list[str]]) -> Query:
    return Query.boolean_query(
        [(Occur.Must, Query.term_set_query(SCHEMA, facet, values)) for facet, values in choices.items()]
    )


def _best(searcher: Searcher, query: Query, limit: int) -> list[DocAddress]:
    found = searcher.search(query, limit, count=False, weight_by_field="weight").hits
    return [address for _, address in found]
