"""Facet counts: the number of records under each value. A facet is counted under every choice but its own."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tantivy import Query, Searcher

from ..index.schema import FACETS

# Values that one aggregation may report. More than any facet has, as Tantivy drops the rarest beyond it silently.
MAX_VALUES = 10_000

# Values that are chosen, by the name of their facet.
Choices = Mapping[str, Sequence[str]]


class FacetCount(NamedTuple):
    """A value of a facet and the number of records that have it."""

    value: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nothing needs here


def count_facets(
    searcher: Searcher, narrowed: Callable[[Choices], Query], choices: Choices
) -> dict[str, list[FacetCount]]:
    """Counts for every facet, the greatest first; a chosen value that no record has is listed with 0.

    `narrowed` gives the query under some of the choices.
    """
    counts = _aggregate(searcher, narrowed(choices), [facet for facet in FACETS if not choices.get(facet)])
    for facet in filter(choices.get, FACETS):
        others = {name: values for name, values in choices.items() if name != facet}
        counts |= _aggregate(searcher, narrowed(others), [facet])
    return {facet: _sorted({**dict.fromkeys(choices.get(facet, ()), 0), **counts[facet]}) for facet in FACETS}


def _aggregate(searcher: Searcher, query: Query, facets: list[str]) -> dict[str, dict[str, int]]:
    if not facets:
        return {}
    aggregations = {facet: {"terms": {"field": facet, "size": MAX_VALUES}} for facet in facets}
    response = searcher.aggregate(query, aggregations)
    return {facet: {bucket["key"]: bucket["doc_count"] for bucket in response[facet]["buckets"]} for facet in facets}


def _sorted(counts: dict[str, int]) -> list[FacetCount]:
    return [FacetCount(value, n) for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
