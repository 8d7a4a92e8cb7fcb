"""The entries of a list for an export: from the index, or, where there is none and no words are asked, the database."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from baliportal.catalogue.db.consistent_read import snapshot

from .index.consistent_read import consistent_read
from .index.document import Document
from .index.index import IndexUnusable
from .index.projection import all_documents
from .index.schema import FACETS, order_keys
from .listing import every_pk
from .search_request import SearchRequest

DESCENDING = {"newest"}
KEYS = {"newest": "newest", "oldest": "oldest", "title": "by_title"}


class ListSource:
    """One export's entries. Without words the database gives the same entries in the same order, only slower."""

    def __init__(self, question: SearchRequest):
        self.question, self.without_index = question, False

    @contextmanager
    def state(self) -> Iterator[int]:
        """As `consistent_read`; raises IndexUnusable only where words are to be searched."""
        with ExitStack() as held:
            try:
                number = held.enter_context(consistent_read())
            except IndexUnusable:
                if self.question.q:
                    raise
                self.without_index = True
                number = held.enter_context(snapshot())
            yield number

    def pks(self) -> Iterable[int]:
        """The primary keys in the question's order."""
        return _projected(self.question) if self.without_index else every_pk(self.question)

    def refuse_without_index(self) -> None:
        """For what only the index can tell: the facets and their counts. Raises IndexUnusable."""
        if self.without_index:
            raise IndexUnusable("facets are counted by the index only")


def _projected(question: SearchRequest) -> list[int]:
    sort = question.effective_sort if question.effective_sort in KEYS else "newest"
    choices = question.all_choices
    found = ((order_keys(each)[KEYS[sort]], each.pk) for each in all_documents() if _is_chosen(each, choices))
    return [pk for _, pk in sorted(found, reverse=sort in DESCENDING)]


def _is_chosen(document: Document, choices: dict[str, list[str]]) -> bool:
    return all(set(values) & set(FACETS[facet](document)) for facet, values in choices.items() if values)
