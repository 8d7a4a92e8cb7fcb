"""Facets: how many records each choice would leave. A facet is counted under every choice but its own."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tantivy import Query, Searcher

from ..index.schema import FACETS

MOST_VALUES = 10_000  # more than any facet has: every value is reported

Choices = Mapping[str, Sequence[str]]


class FacetCount(NamedTuple):
    value: str
    count: int


def count(searcher: Searcher, narrowed: Callable[[Choices], Query], choices: Choices) -> dict[str, list[FacetCount]]:
    """Counts for every facet, the greatest first; a chosen value that leaves nothing is there with 0.

    `narrowed` gives the query under some of the choices.
    """
    counts = _terms(searcher, narrowed(choices), [facet for facet in FACETS if not choices.get(facet)])
    for facet in filter(choices.get, FACETS):
        others = {name: values for name, values in choices.items() if name != facet}
        counts |= _terms(searcher, narrowed(others), [facet])
    return {facet: _sorted({**dict.fromkeys(choices.get(facet, ()), 0), **counts[facet]}) for facet in FACETS}


def _terms(searcher: Searcher, query: Query, facets: list[str]) -> dict[str, dict[str, int]]:
    if not facets:
        return {}
    asked = {facet: {"terms": {"field": facet, "size": MOST_VALUES}} for facet in facets}
    answer = searcher.aggregate(query, asked)
    return {facet: {each["key"]: each["doc_count"] for each in answer[facet]["buckets"]} for facet in facets}


def _sorted(counts: dict[str, int]) -> list[FacetCount]:
    return [FacetCount(value, n) for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
