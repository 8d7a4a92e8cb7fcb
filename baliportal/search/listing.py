"""The list view model: /search/ lists all kinds, the list of a kind is the same with that kind preset."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from baliportal.catalogue.journal.head import current_head
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.relations import is_visible_to

from .answers.answer import Answer
from .answers.answering import answer, search_words
from .help_request.recognition import help_box
from .index.index import Index
from .index.sync import index_for_reading
from .query import SearchResults, find_pages_of, pks, search
from .results.advice import Advice
from .results.facet_choices import chips, form_fields, shown_facets
from .results.facet_labels import FacetLabels, facet_labels
from .results.page_hits import PageHit, page_hits
from .results.result import Result, entries_for_results, results_in_words
from .search_request import SORTS, SearchRequest
from .thesaurus.loader import get_thesaurus
from .thesaurus.thesaurus import Thesaurus

PER_PAGE = 20
# Pages linked on either side of the current one.
PAGES_AROUND = 2
MOST_WORDS_NOTE = "No record has all these words; these have most of them."
NEAREST_WORDS_NOTE = "No record has all these words as you typed them; these have the nearest words there are."


class Listing:
    """A page of results with its facets, links and advice, for an audience; `path` is the list's own address.

    Everything is computed when first read. Raises IndexUnusable on reading when there is no index.
    """

    def __init__(self, request: SearchRequest, path: str, per_page: int = PER_PAGE, audience: str = Visibility.PUBLIC):
        self.request, self.action, self.per_page, self.audience = request, path, per_page, audience

    @cached_property
    def search_results(self) -> SearchResults:
        offset = (self.request.page - 1) * self.per_page
        return search(
            self._index, _words(self.request.q), sort=self.request.effective_sort, offset=offset, limit=self.per_page,
            thesaurus=self._thesaurus, synonyms=self.request.synonyms, **self.request.all_choices,
        )  # fmt: skip

    @cached_property
    def advice(self) -> Advice:
        return Advice(self.request, self.search_results, self._index, self._thesaurus, self.labels, self.action)

    @cached_property
    def answer(self) -> Answer | None:
        """The direct answer to the words, from public records alone: on the first page of a search without choices."""
        request = self.request
        if not request.q or request.all_choices or request.page > 1:
            return None
        index = self._index if self.audience == Visibility.PUBLIC else index_for_reading()
        return answer(request.q, index, get_thesaurus(index.position))

    @cached_property
    def _index(self) -> Index:
        return index_for_reading(audience=self.audience)

    @cached_property
    def _thesaurus(self) -> Thesaurus:
        return get_thesaurus(self._index.position)

    @cached_property
    def help(self) -> dict[str, Any] | None:
        """The way to the help page, where the words ask for help rather than for records."""
        return help_box(self.request.q, self._thesaurus)

    @property
    def total(self) -> int:
        return self.search_results.total

    @property
    def total_sentence(self) -> str:
        return results_in_words(self.total)

    @property
    def mode_note(self) -> str:
        """The sentence that says that not all words were matched as typed; '' when they were.

        The search itself corrects spelling before it leaves out words: when the correction finds as much as what is
        shown, it was used.
        """
        if self.search_results.mode != "any" or not self.total:
            return ""
        better = self.advice.did_you_mean
        return NEAREST_WORDS_NOTE if better and better["total"] == self.total_sentence else MOST_WORDS_NOTE

    @property
    def only_my_words_url(self) -> str:
        return self._url(synonyms=False)

    @property
    def other_names_url(self) -> str:
        """The link that switches synonyms on again; '' where they are on."""
        return "" if self.request.synonyms or not self.request.q else self._url(synonyms=True)

    @cached_property
    def results(self) -> list[Result]:
        """The page's entries in the index's order; one that was withdrawn this instant is left out."""
        hits = self.search_results.hits
        entries = entries_for_results([hit.pk for hit in hits])
        pairs = ((entries.get(hit.pk), hit) for hit in hits)
        visible = [(entry, hit) for entry, hit in pairs if entry and is_visible_to(entry, self.audience)]
        terms = self.search_results.terms
        pages = self.page_hits([hit.id for hit in hits])
        return [Result(entry, terms, hit, self.labels, pages.get(hit.id, ())) for entry, hit in visible]

    def page_hits(self, public_ids: list[str]) -> dict[str, list[PageHit]]:
        """The pages of files that have the words, by the public id of the entry that carries them."""
        terms = self.search_results.terms
        found = find_pages_of(self._index, public_ids, self.search_results) if terms else {}
        return page_hits(found, terms, self.request.q, self.audience)

    @cached_property
    def labels(self) -> FacetLabels:
        return facet_labels(current_head().position)

    @cached_property
    def facets(self) -> list[dict[str, Any]]:
        return shown_facets(self.request, self.search_results.facets, self.labels)

    @property
    def filter_fields(self) -> list[dict[str, str]]:
        """Hidden fields of the form of facets."""
        return form_fields(self.request, self.facets)

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        return chips(self.request, self.labels, self.action)

    @property
    def limits_note(self) -> str:
        """The sentence that says how much of a very long question was searched; "" for any other."""
        reached = self.request.limits_reached
        return f"Only {' and '.join(reached)} were searched." if reached else ""

    @property
    def clear_url(self) -> str:
        return self._url(choices={}, sort="")

    @property
    def hidden(self) -> list[dict[str, str]]:
        """Hidden fields of the search form: new words are searched under the same choices and sort."""
        pairs = [(key, value) for key, values in self.request.choices.items() for value in values]
        pairs += [("sort", self.request.sort)] if self.request.sort else []
        pairs += [] if self.request.synonyms else [("synonyms", "off")]
        return [{"name": name, "value": value} for name, value in pairs]

    @property
    def feed_url(self) -> str:
        """The address of the feed of what is new and what changed under this question."""
        return f"{self.action.rstrip('/')}.atom{self.request.whole.but(sort='').query_string()}"

    @property
    def sorts(self) -> list[dict[str, Any]]:
        offered = [sort for sort in SORTS if sort != "relevance" or self.request.q]
        return [
            {"label": SORTS[sort], "url": self._url(sort=sort), "current": sort == self.request.effective_sort}
            for sort in offered
        ]

    @cached_property
    def paginator(self) -> Paginator:
        return Paginator(range(self.total), self.per_page)

    @cached_property
    def current_page(self) -> Page:
        """Raises EmptyPage beyond the last page."""
        return self.paginator.page(self.request.page)

    @property
    def previous_url(self) -> str:
        """The address of the page before; '' on the first."""
        return self._url(page=self.request.page - 1) if self.current_page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The address of the page after; '' on the last."""
        return self._url(page=self.request.page + 1) if self.current_page.has_next() else ""

    @property
    def page_links(self) -> list[dict[str, Any]]:
        """Page numbers with their addresses, and Django's ellipsis (no address) for those left out."""
        numbers = self.paginator.get_elided_page_range(self.request.page, on_each_side=PAGES_AROUND, on_ends=1)
        return [
            {"number": number, "url": self._url(page=number) if isinstance(number, int) else ""} for number in numbers
        ]

    def _url(self, **changes: Any) -> str:
        return self.action + self.request.but(**changes).query_string()


def _words(q: str) -> str:
    """The words to search for: question words add nothing to relevance, where the words are a question."""
    index = index_for_reading() if q else None
    return search_words(q, index, get_thesaurus(index.position)) if index else q


def every_pk(request: SearchRequest, audience: str = Visibility.PUBLIC) -> Iterator[int]:
    """The primary keys of all results of a request of an audience, in its order, in bounded memory."""
    index = index_for_reading(audience=audience)
    return pks(
        index, _words(request.q), sort=request.effective_sort, thesaurus=get_thesaurus(index.position),
        synonyms=request.synonyms, **request.all_choices,
    )  # fmt: skip
