"""Facet counts: the number of records under each value. A facet is counted under every choice but its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from tantivy import Query, Searcher

from ..index.schema import COUNTRY_SET, FACETS

# Values that one aggregation may report. More than any facet has, as Tantivy drops the rarest beyond it silently.
MAX_VALUES = 10_000

# The facet of country groups, which no record holds: groups gain and lose members without any change of a record.
GROUP = "group"
# The facets that are counted, and the field of the index by whose values.
FIELDS = {facet: facet for facet in FACETS} | {GROUP: COUNTRY_SET}

# Values that are chosen, by the name of their facet.
Choices = Mapping[str, Sequence[str]]


class FacetCount(NamedTuple):
    """A value of a facet and the number of records that have it."""

    value: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nothing needs here


def count_facets(
    searcher: Searcher,
    narrowed: Callable[[Choices], Query],
    choices: Choices,
    groups: Mapping[str, Collection[str]],
) -> dict[str, list[FacetCount]]:
    """Counts for every facet, the greatest first; a chosen value that no record has is listed with 0.

    `narrowed` gives the query under some of the choices; `groups` holds the country codes of each group.
    """
    counts = _aggregate(searcher, narrowed(choices), [facet for facet in FIELDS if not choices.get(facet)])
    for facet in filter(choices.get, FIELDS):
        others = {name: values for name, values in choices.items() if name != facet}
        counts |= _aggregate(searcher, narrowed(others), [facet])
    counts[GROUP] = _by_group(counts[GROUP], groups)
    return {facet: _sorted({**dict.fromkeys(choices.get(facet, ()), 0), **counts[facet]}) for facet in FIELDS}


def _by_group(by_country_set: Mapping[str, int], groups: Mapping[str, Collection[str]]) -> dict[str, int]:
    """Records with a member of each group, from the records with each set of countries; groups without any left out."""
    sets = [(set(codes.split()), count) for codes, count in by_country_set.items()]
    counts = {
        group: sum(count for codes, count in sets if not codes.isdisjoint(members)) for group, members in groups.items()
    }
    return {group: count for group, count in counts.items() if count}


def _aggregate(searcher: Searcher, query: Query, facets: list[str]) -> dict[str, dict[str, int]]:
    if not facets:
        return {}
    aggregations = {facet: {"terms": {"field": FIELDS[facet], "size": MAX_VALUES}} for facet in facets}
    response = searcher.aggregate(query, aggregations)
    return {facet: {bucket["key"]: bucket["doc_count"] for bucket in response[facet]["buckets"]} for facet in facets}


def _sorted(counts: dict[str, int]) -> list[FacetCount]:
    return [FacetCount(value, n) for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
