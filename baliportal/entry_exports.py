"""The export of a list of entries under a question."""

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.statuses import Visibility
from baliportal.catalogue.type_lists import type_list_at
from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import ExportOptions
from baliportal.exports.formats.registry import formats_of
from baliportal.search.list_source import ListSource
from baliportal.search.listing import Listing
from baliportal.search.search_request import SearchRequest
from baliportal.search.views import fixed_to

from .list_export import PAGE_HITS, ListTable


class ListExport(Export):
    """A whole list for an audience; `query` is read once, here. Raises InvalidOption where a choice makes no sense."""

    def __init__(self, name, kind, suffix, base, query, audience=Visibility.PUBLIC):
        super().__init__(suffix, base, ExportOptions.read(query))
        self._audience, self.private = audience, audience != Visibility.PUBLIC
        self.name, self.page, self.title = name, f"/{name}/", f"List: {name}"
        self._question = SearchRequest.read(query, fixed_to(kind, name)).whole
        self.pairs, self.formats = self._question.pairs, formats_of(named(kind) if kind else None)
        self._source = ListSource(self._question, audience)
        self.words = [self._question.q, *(value for values in self._question.choices.values() for value in values)]

    def table(self):
        return QuestionTable(self._question, self._source, self.page, self.base, self.options, self._audience)

    def state(self):
        return self._source.state()

    def question(self):
        question = self._question
        return {"words": question.q, "sort": question.effective_sort, "filters": question.all_choices}


class QuestionTable(ListTable):
    """The entries that answer a question."""

    def __init__(self, question, source, page, base, choices, audience):
        super().__init__(base, question.kind, choices, audience)
        self._source, self._listing = source, Listing(question, page, audience=audience)
        self.columns += [PAGE_HITS] if question.q else []

    def pks(self):
        return self._source.pks()

    def terms(self):
        return self._listing.search_results.terms

    def page_hits(self, public_ids):
        return self._listing.page_hits(public_ids)

    def head(self):
        """The number of results, the facets with their counts, and the direct answer to the words or None."""
        self._source.refuse_without_index()
        facets = {
            facet["key"]: [_facet_choice(choice) for choice in facet["choices"]] for facet in self._listing.facets
        }
        answer = self._listing.answer
        return {"total": self._listing.total, "facets": facets, "answer": answer and answer.as_json(self._base)}


def kind_of_list(name):
    """The kind whose list this is, or that of one of its types; None for the list of all."""
    return next((kind for kind in all_kinds() if kind.path == name or type_list_at(kind, name)), None)


def _facet_choice(choice):
    return {key: choice[key] for key in ("value", "label", "count", "selected")}
