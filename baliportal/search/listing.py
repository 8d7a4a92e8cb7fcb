"""The one list of the site: /search/ is it with no kind given, each room's list is it with its kind preset."""

from functools import cached_property
from math import ceil

from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.relations import is_visible_to

from .index.sync import index_for_reading
from .query import pks, search
from .results.advice import Advice
from .results.facet_choices import FacetLabels, chips, shown_facets
from .results.result import Result, notes_of, results_in_words
from .search_request import SORTS
from .thesaurus.loader import get_thesaurus

PER_PAGE = 20
MOST_WORDS_NOTE = "No record has all these words; these have most of them."
NEAREST_WORDS_NOTE = "No record has all these words as you typed them; these have the nearest words there are."


class Listing:
    """The answer to a visitor's question, as a page shows it. `path` is the list's own address."""

    def __init__(self, question, path, per_page=PER_PAGE):
        self.question, self.action, self.per_page = question, path, per_page

    @cached_property
    def found(self):
        offset = (self.question.page - 1) * self.per_page
        return search(
            self._index, self.question.q, sort=self.question.effective_sort, offset=offset, limit=self.per_page,
            thesaurus=self._thesaurus, synonyms=self.question.synonyms, **self.question.all_choices,
        )  # fmt: skip

    @cached_property
    def advice(self):
        return Advice(self.question, self.found, self._index, self._thesaurus, self.labels, self.action)

    @cached_property
    def _index(self):
        return index_for_reading()

    @cached_property
    def _thesaurus(self):
        return get_thesaurus(self._index.position)

    @property
    def total(self):
        return self.found.total

    @property
    def total_sentence(self):
        return results_in_words(self.total)

    @property
    def mode_note(self):
        """How the words were taken where not as they stand: search itself puts slips right before it finds nothing."""
        if self.found.mode != "any" or not self.total:
            return ""
        better = self.advice.did_you_mean
        return NEAREST_WORDS_NOTE if better and better["total"] == self.total_sentence else MOST_WORDS_NOTE

    @property
    def only_my_words_url(self):
        return self._url(synonyms=False)

    @property
    def other_names_url(self):
        """For who has switched other names off; "" for everybody else."""
        return "" if self.question.synonyms or not self.question.q else self._url(synonyms=True)

    @cached_property
    def results(self):
        """The page's entries in the index's order; one that was withdrawn this instant is left out."""
        by_pk = Entry.objects.prefetch_related("countries", "topics").in_bulk([hit.pk for hit in self.found.hits])
        found = ((by_pk.get(hit.pk), hit) for hit in self.found.hits)
        present = [(entry, hit.texts) for entry, hit in found if entry and is_visible_to(entry, Visibility.PUBLIC)]
        notes = notes_of([entry for entry, _ in present])
        return [Result(entry, self.found.terms, notes.get(entry.pk, ""), texts) for entry, texts in present]

    @cached_property
    def labels(self):
        return FacetLabels()

    @cached_property
    def facets(self):
        return shown_facets(self.question, self.found.facets, self.labels, self.action)

    @cached_property
    def chips(self):
        return chips(self.question, self.labels, self.action)

    @property
    def clear_url(self):
        return self._url(choices={}, sort="")

    @property
    def hidden(self):
        pairs = [(key, value) for key, values in self.question.choices.items() for value in values]
        pairs += [("sort", self.question.sort)] if self.question.sort else []
        pairs += [] if self.question.synonyms else [("synonyms", "off")]
        return [{"name": name, "value": value} for name, value in pairs]

    @property
    def sorts(self):
        offered = [sort for sort in SORTS if sort != "relevance" or self.question.q]
        return [
            {"label": SORTS[sort], "url": self._url(sort=sort), "current": sort == self.question.effective_sort}
            for sort in offered
        ]

    @property
    def last_page(self):
        return max(ceil(self.total / self.per_page), 1)

    @property
    def pages(self):
        here, last = self.question.page, self.last_page
        near = sorted({1, *range(max(here - 2, 1), min(here + 2, last) + 1), last})
        return {
            "previous_url": self._url(page=here - 1) if here > 1 else "",
            "next_url": self._url(page=here + 1) if here < last else "",
            "numbers": [
                {
                    "number": n,
                    "url": self._url(page=n),
                    "current": n == here,
                    "gap": place > 0 and n - near[place - 1] > 1,
                }
                for place, n in enumerate(near)
            ],
        }

    def _url(self, **changes):
        return self.action + self.question.but(**changes).query_string()


def every_pk(question):
    """The primary keys of all that answers a question, in its order, in bounded memory."""
    index = index_for_reading()
    return pks(
        index, question.q, sort=question.effective_sort, thesaurus=get_thesaurus(index.position),
        synonyms=question.synonyms, **question.all_choices,
    )  # fmt: skip
