"""Query relaxation: where nothing is found, the narrowest wider searches that find something."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from ..parsing.items import OPERATORS, scanned
from ..parsing.query_parser import STOP_WORDS
from ..search_request import FACETS, SearchRequest

# Wider requests that are tried, each a search, and those that are offered.
MAX_TRIED = 12
MAX_OFFERED = 3

Count = Callable[[SearchRequest], int]
Label = Callable[[str, str], str]


class Relaxation(NamedTuple):
    """A wider request, a description of the part that it leaves out, and the number of its results."""

    without: str
    request: SearchRequest
    total: int


def relaxations(request: SearchRequest, count: Count, label: Label, unknown: Collection[str] = ()) -> list[Relaxation]:
    """The request without one facet's choices or one word; if that finds nothing, without all choices or all words.

    Those with the fewest results come first. `count` gives the number of results of a request, `label` the label of a
    facet's value. `unknown` are words that no record has: a request with one of them left is not tried.
    """
    for candidates in (_without_one_part(request, label, unknown), _without_many_parts(request, unknown)):
        tried = [Relaxation(without, wider, count(wider)) for without, wider in list(candidates)[:MAX_TRIED]]
        if successful := [relaxation for relaxation in tried if relaxation.total]:
            return sorted(successful, key=lambda relaxation: relaxation.total)[:MAX_OFFERED]
    return []


def _without_one_part(
    request: SearchRequest, label: Label, unknown: Collection[str]
) -> Iterator[tuple[str, SearchRequest]]:
    for facet, values in request.choices.items() if not unknown else ():
        names = ", ".join(label(facet, value) for value in values)
        others = {key: chosen for key, chosen in request.choices.items() if key != facet}
        yield f"{FACETS[facet]}: {names}", request.but(choices=others)
    pieces = _pieces(request.q)
    for at, piece in enumerate(pieces) if len(pieces) > 1 else ():
        if piece.casefold() not in STOP_WORDS and piece not in OPERATORS and all(word in piece for word in unknown):
            yield piece, request.but(q=" ".join(pieces[:at] + pieces[at + 1 :]))


def _without_many_parts(request: SearchRequest, unknown: Collection[str]) -> Iterator[tuple[str, SearchRequest]]:
    if len(request.choices) > 1 and not unknown:
        yield "all filters", request.but(choices={})
    if request.q and (request.choices or request.fixed):
        yield request.q, request.but(q="")


def _pieces(q: str) -> list[str]:
    """The words, phrases, fields and exclusions of a query, as they were typed."""
    return [q[item.first : item.last] for item in scanned(q)]
