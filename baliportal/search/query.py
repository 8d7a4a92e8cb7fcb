"""The search itself: a visitor's words and choices in, records, facets and the terms to mark out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .facets import FacetCount
from .index import Index
from .question import SORTS, Hit, Question
from .schema import FACETS

__all__ = ["SORTS", "FacetCount", "Hit", "Results", "pks", "search"]

FIRST_BATCH, BATCH = 1_000, 50_000  # records fetched at a time when all are asked for: quick to begin, few rounds
FURTHEST = 1_000_000  # no offset and no limit goes beyond


@dataclass(frozen=True)
class Results:
    """`mode` is "all" (every record has every word), "any" (some words are missing) or "everything" (no words)."""

    total: int
    hits: list[Hit]
    mode: str
    terms: list[str]
    number: int  # of the journal, up to which these results tell everything
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)


def search(
    index: Index,
    q: str = "",
    *,
    sort: str = "relevance",
    offset: int = 0,
    limit: int = 20,
    facets: bool = True,
    **choices: Sequence[str],
) -> Results:
    """What `q` finds under the choices, each facet's name with a list of values: `country=["ID", "MY"]`.

    Choices inside a facet are alternatives, facets narrow each other. Any text is a question, never an error;
    a sort that does not exist is relevance. Raises IndexUnusable when there is no index to search.
    """
    with index.reading() as view:
        question = Question(view.searcher, q, _cleaned(choices))
        total, hits = question.page(sort, _within(offset), _within(limit))
        counts = question.counts() if facets else {}
        return Results(total, hits, question.mode, question.wording.terms, view.number, counts)


def pks(index: Index, q: str = "", *, sort: str = "relevance", **choices: Sequence[str]) -> Iterator[int]:
    """The primary key of every record that `search` would find, in the same order, from one state of the index."""
    with index.reading() as view:
        question = Question(view.searcher, q, _cleaned(choices))
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
    return {facet: [_sound(value) for value in values] for facet, values in listed.items() if values}


def _sound(value: str) -> str:
    # Half a surrogate pair cannot be looked for: the sign put in its place stands in no record's values.
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
