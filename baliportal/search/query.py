"""The search API: a visitor's words and choices in; records, facet counts and the terms to highlight out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .index.index import Index
from .index.pages import PageAddress, find_pages
from .index.readers import Reader
from .matching.execution import SORTS, Execution, well_formed
from .matching.facet_counts import FIELDS, FacetCount
from .matching.hits import Hit, RankedAddress, load_hits
from .thesaurus.thesaurus import EMPTY_THESAURUS, Thesaurus

__all__ = ["SORTS", "FacetCount", "Hit", "SearchResults", "find_pages_of", "pks", "search"]

# Records fetched at a time when all are wanted: few at first, so that an export begins at once, then many, as each
# batch repeats the search.
FIRST_BATCH, BATCH = 1_000, 200_000
# The greatest offset and limit that reach Tantivy, which reserves memory for both.
MAX_OFFSET = 1_000_000


@dataclass(frozen=True)
class SearchResults:
    """One page of the records that match, with the facet counts of all of them.

    `mode` is "all" (every record has every word), "any" (some words are missing) or "everything" (no words).
    `terms` are to be highlighted, `typed` those of the words as typed; `also_searched` are synonyms of these; `number`
    is that in the journal up to which the index was complete.
    """

    total: int
    hits: list[Hit]
    mode: str
    terms: list[str]
    number: int
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)
    also_searched: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)


def search(
    index: Index,
    q: str = "",
    *,
    sort: str = "relevance",
    offset: int = 0,
    limit: int = 20,
    facets: bool = True,
    thesaurus: Thesaurus = EMPTY_THESAURUS,
    synonyms: bool = True,
    **choices: Sequence[str],
) -> SearchResults:
    """Search for `q` under the choices, each the name of a facet with a list of values: `country=["ID", "MY"]`.

    Choices inside a facet are alternatives, facets narrow each other. Any text is a query, never an error; a sort that
    does not exist is relevance. `thesaurus` gives the synonyms of the words and the members of groups of countries
    (`group=["asean"]`); with `synonyms=False` it only resolves groups and the values of fields (`country:Burma`).
    Raises IndexUnusable when there is no index to search, TypeError for a facet that does not exist.
    """
    with index.reading() as reader:
        execution = _CachedExecution(reader, q, _cleaned(choices), thesaurus, synonyms)
        page = execution.page(sort, _clamped(offset), _clamped(limit))
        counts = execution.facet_counts() if facets else {}
        hits = load_hits(reader.searcher, page.addresses)
        return SearchResults(
            page.total, hits, page.mode, page.terms, reader.number, counts, page.also_searched, page.typed
        )


def find_pages_of(index: Index, public_ids: Sequence[str], results: SearchResults) -> dict[str, list[PageAddress]]:
    """The pages of files that have the words, the best few for each entry, by its id. Raises IndexUnusable."""
    with index.reading() as reader:
        return find_pages(reader.pages, public_ids, results.terms, results.typed) if reader.pages else {}


def pks(
    index: Index,
    q: str = "",
    *,
    sort: str = "relevance",
    thesaurus: Thesaurus = EMPTY_THESAURUS,
    synonyms: bool = True,
    **choices: Sequence[str],
) -> Iterator[int]:
    """The primary key of every record that `search` would find, in the same order, from one state of the index."""
    with index.reading() as reader:
        execution = Execution(reader.searcher, q, _cleaned(choices), thesaurus, synonyms=synonyms)
        execution.page(sort, 0, 1)  # settles which reading of the words is used
    offset, size = 0, FIRST_BATCH
    while True:
        with index.guarding():
            batch = execution.pks(sort, offset, size)
        yield from batch
        if len(batch) < size:
            return
        offset, size = offset + size, BATCH


class _Page(NamedTuple):
    """One page as it is cached: addresses hold only as long as the state of the index that gave them."""

    total: int
    addresses: list[RankedAddress]
    mode: str
    terms: list[str]
    also_searched: list[str]
    typed: list[str]


class _CachedExecution:
    """An Execution whose pages and counts are cached with the state of the index; parses the query on a miss only."""

    def __init__(self, reader: Reader, q: str, choices: dict[str, list[str]], thesaurus: Thesaurus, synonyms: bool):
        self._reader, self._arguments = reader, (q, choices, thesaurus, synonyms)
        self._key = (q, tuple((facet, tuple(values)) for facet, values in choices.items()), thesaurus, synonyms)

    def page(self, sort: str, offset: int, limit: int) -> _Page:
        key = (self._key, sort, offset, limit)
        return self._reader.result_cache.get_or_compute(key, lambda: self._page(sort, offset, limit))

    def facet_counts(self) -> dict[str, list[FacetCount]]:
        return self._reader.result_cache.get_or_compute(self._key, self._facet_counts)

    @cached_property
    def _execution(self) -> Execution:
        q, choices, thesaurus, synonyms = self._arguments
        return Execution(self._reader.searcher, q, choices, thesaurus, synonyms=synonyms)

    def _page(self, sort: str, offset: int, limit: int) -> _Page:
        execution = self._execution
        total, addresses = execution.page(sort, offset, limit)
        parsed = execution.parsed
        return _Page(total, addresses, execution.mode, parsed.terms, execution.also_searched, parsed.typed)

    def _facet_counts(self) -> dict[str, list[FacetCount]]:
        if not self._execution.settled:
            self._execution.page("relevance", 0, 1)
        return self._execution.facet_counts()


def _clamped(number: int) -> int:
    return min(max(number, 0), MAX_OFFSET)


def _cleaned(choices: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    if unknown := choices.keys() - FIELDS.keys():
        raise TypeError(f"no such facet: {', '.join(sorted(unknown))}")
    listed = {facet: [values] if isinstance(values, str) else values for facet, values in choices.items()}
    return {facet: [well_formed(value) for value in values] for facet, values in listed.items() if values}
