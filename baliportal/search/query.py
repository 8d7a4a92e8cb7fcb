"""The search itself: a visitor's words and choices in, records, facets and the terms to mark out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .index.index import Index
from .index.schema import FACETS
from .matching.cached_execution import CachedExecution
from .matching.execution import SORTS, Execution, sound
from .matching.facet_counts import FacetCount
from .matching.hits import Hit, hits
from .thesaurus.thesaurus import NOTHING, Thesaurus

__all__ = ["SORTS", "FacetCount", "Hit", "Results", "pks", "search"]

FIRST_BATCH, BATCH = 1_000, 200_000  # records fetched at a time when all are asked for: quick to begin, few rounds
FURTHEST = 1_000_000  # no offset and no limit goes beyond


@dataclass(frozen=True)
class Results:
    """`mode` is "all" (every record has every word), "any" (some words are missing) or "everything" (no words).

    `also` are names that were not typed but searched as well, because they mean the same.
    """

    total: int
    hits: list[Hit]
    mode: str
    terms: list[str]
    number: int  # of the journal, up to which these results tell everything
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)


def search(
    index: Index,
    q: str = "",
    *,
    sort: str = "relevance",
    offset: int = 0,
    limit: int = 20,
    facets: bool = True,
    thesaurus: Thesaurus = NOTHING,
    synonyms: bool = True,
    **choices: Sequence[str],
) -> Results:
    """What `q` finds under the choices, each facet's name with a list of values: `country=["ID", "MY"]`.

    Choices inside a facet are alternatives, facets narrow each other. Any text is a question, never an error;
    a sort that does not exist is relevance. `thesaurus` gives what else the words are called (see `vocabulary`);
    with `synonyms=False` it only reads the values of fields. Raises IndexUnusable when there is no index to search.
    """
    with index.reading() as view:
        asked = CachedExecution(view, q, _cleaned(choices), thesaurus, synonyms)
        page = asked.page(sort, _within(offset), _within(limit))
        counts = asked.counts() if facets else {}
        found = hits(view.searcher, page.found)
        return Results(page.total, found, page.mode, page.terms, view.number, counts, page.also)


def pks(
    index: Index,
    q: str = "",
    *,
    sort: str = "relevance",
    thesaurus: Thesaurus = NOTHING,
    synonyms: bool = True,
    **choices: Sequence[str],
) -> Iterator[int]:
    """The primary key of every record that `search` would find, in the same order, from one state of the index."""
    with index.reading() as view:
        question = Execution(view.searcher, q, _cleaned(choices), thesaurus, synonyms=synonyms)
        question.page(sort, 0, 1)  # settles how the words are taken
    offset, size = 0, FIRST_BATCH
    while True:
        with index.guarding():
            batch = question.pks(sort, offset, size)
        yield from batch
        if len(batch) < size:
            return
        offset, size = offset + size, BATCH


def _within(number: int) -> int:
    return min(max(number, 0), FURTHEST)


def _cleaned(choices: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    if unknown := choices.keys() - FACETS:
        raise TypeError(f"no such facet: {', '.join(sorted(unknown))}")
    listed = {facet: [values] if isinstance(values, str) else values for facet, values in choices.items()}
    return {facet: [sound(value) for value in values] for facet, values in listed.items() if values}
