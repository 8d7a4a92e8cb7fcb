"""The entries of a list for an export: from the index or, without index and without words, from the database."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal

from baliportal.catalogue.db.consistent_read import snapshot
from baliportal.catalogue.journal.head import Head
from baliportal.catalogue.statuses import Visibility

from .index.consistent_read import consistent_read
from .index.document import Document
from .index.index import IndexUnusable
from .index.projection import all_documents
from .index.schema import FACETS, order_keys
from .listing import every_pk
from .matching.facet_counts import GROUP
from .search_request import SearchRequest
from .thesaurus.loader import get_thesaurus

# Sorts that need no scores, and the field of the index that each orders by.
ORDER_FIELDS: dict[str, Literal["newest", "oldest", "by_title"]] = {
    "newest": "newest",
    "oldest": "oldest",
    "title": "by_title",
}
DESCENDING = {"newest"}


class ListSource:
    """The entries of one export, as far as an audience may see them.

    Without words the database gives the same entries in the same order, only slower.
    """

    def __init__(self, request: SearchRequest, audience: str = Visibility.PUBLIC):
        self.request, self.audience, self.without_index = request, audience, False

    @contextmanager
    def state(self) -> Iterator[Head]:
        """Hold one state of database and index, as `consistent_read` does; give its position in the journal.

        Raises IndexUnusable only where words are to be searched.
        """
        with ExitStack() as stack:
            try:
                head = stack.enter_context(consistent_read(self.audience))
            except IndexUnusable:
                if self.request.q:
                    raise
                self.without_index = True
                head = stack.enter_context(snapshot())
            yield head

    def pks(self) -> Iterable[int]:
        """The primary keys in the order of the request."""
        read = _pks_from_database if self.without_index else every_pk
        return read(self.request, self.audience)

    def refuse_without_index(self) -> None:
        """Raise IndexUnusable without an index: facets and their counts come from nowhere else."""
        if self.without_index:
            raise IndexUnusable("facets are counted by the index only")


def _pks_from_database(request: SearchRequest, audience: str) -> list[int]:
    sort = request.effective_sort if request.effective_sort in ORDER_FIELDS else "newest"
    conditions = _conditions(request.all_choices)
    matching = (document for document in all_documents(audience) if _matches(document, conditions))
    keys = ((order_keys(document)[ORDER_FIELDS[sort]], document.pk) for document in matching)
    return [pk for _, pk in sorted(keys, reverse=sort in DESCENDING)]


def _conditions(choices: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Facets of documents with the values of which each must have one; a group stands for its countries."""
    groups = choices.get(GROUP, [])
    plain = [(facet, values) for facet, values in choices.items() if values and facet != GROUP]
    return [*plain, ("country", get_thesaurus().countries_of(groups))] if groups else plain


def _matches(document: Document, conditions: list[tuple[str, list[str]]]) -> bool:
    return all(set(values) & set(FACETS[facet](document)) for facet, values in conditions)
