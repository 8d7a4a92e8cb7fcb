"""A question put to one state of the index, which keeps what it answered: pages, sorts and returns cost little."""

from functools import cached_property
from typing import NamedTuple

from ..index.readers import Reader
from ..thesaurus.thesaurus import Thesaurus
from .execution import Execution
from .facet_counts import Choices, FacetCount
from .hits import Found


class Page(NamedTuple):
    total: int
    found: list[Found]
    mode: str
    terms: list[str]
    also: list[str]


class CachedExecution:
    """A question to one state of the index, which keeps what it answered."""

    def __init__(self, view: Reader, q: str, choices: Choices, thesaurus: Thesaurus, synonyms: bool):
        self._view, self._asked = view, (q, choices, thesaurus, synonyms)
        self._key = (q, tuple((facet, tuple(values)) for facet, values in choices.items()), thesaurus, synonyms)

    def page(self, sort: str, offset: int, limit: int) -> Page:
        return self._view.answers.of((self._key, sort, offset, limit), lambda: self._page(sort, offset, limit))

    def counts(self) -> dict[str, list[FacetCount]]:
        return self._view.answers.of(self._key, self._counts)

    @cached_property
    def _question(self) -> Execution:
        q, choices, thesaurus, synonyms = self._asked
        return Execution(self._view.searcher, q, choices, thesaurus, synonyms=synonyms)

    def _page(self, sort: str, offset: int, limit: int) -> Page:
        question = self._question
        total, found = question.page(sort, offset, limit)
        return Page(total, found, question.mode, question.wording.terms, question.also)

    def _counts(self) -> dict[str, list[FacetCount]]:
        if not self._question.settled:
            self._question.page("relevance", 0, 1)
        return self._question.counts()
