"""When nothing is found: the nearest wider questions that find something, with how much they find."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from ..parsing.query_parser import ITEM, QUOTES, SMALL_WORDS
from ..search_request import FACETS, SearchRequest

MOST_TRIED = 12  # questions: each is a look-up
MOST_OFFERED = 3

Count = Callable[[SearchRequest], int]
Label = Callable[[str, str], str]


class Relaxation(NamedTuple):
    """A wider question, in words what it leaves out, and how many records answer it."""

    without: str
    question: SearchRequest
    total: int


def relaxations(question: SearchRequest, count: Count, label: Label, unknown: Collection[str] = ()) -> list[Relaxation]:
    """Without one choice or one word, the narrowest first; where that finds nothing, without all choices or all words.

    `count` tells how many records answer a question, `label` what visitors call a value of a facet. `unknown` are
    words that stand in no record: what keeps one of them is not tried.
    """
    for tried in (_one_less(question, label, unknown), _much_less(question, unknown)):
        offers = [Relaxation(without, less, count(less)) for without, less in list(tried)[:MOST_TRIED]]
        if found := [offer for offer in offers if offer.total]:
            return sorted(found, key=lambda offer: offer.total)[:MOST_OFFERED]
    return []


def _one_less(question: SearchRequest, label: Label, unknown: Collection[str]) -> Iterator[tuple[str, SearchRequest]]:
    for facet, values in question.choices.items() if not unknown else ():
        names = ", ".join(label(facet, value) for value in values)
        others = {key: kept for key, kept in question.choices.items() if key != facet}
        yield f"{FACETS[facet]}: {names}", question.but(choices=others)
    pieces = _pieces(question.q)
    for at, piece in enumerate(pieces) if len(pieces) > 1 else ():
        if piece.casefold() not in SMALL_WORDS and all(word in piece for word in unknown):
            yield piece, question.but(q=" ".join(pieces[:at] + pieces[at + 1 :]))


def _much_less(question: SearchRequest, unknown: Collection[str]) -> Iterator[tuple[str, SearchRequest]]:
    if len(question.choices) > 1 and not unknown:
        yield "all filters", question.but(choices={})
    if question.q and (question.choices or question.fixed):
        yield question.q, question.but(q="")


def _pieces(q: str) -> list[str]:
    """The words, phrases, fields and exclusions of what was typed, as they were typed."""
    return [item.group() for item in ITEM.finditer(q.translate(QUOTES))]
