"""The one list of the site: /search/ is it with no kind given, each room's list is it with its kind preset."""

from functools import cached_property
from math import ceil

from baliportal.catalogue.dates import in_words
from baliportal.catalogue.kinds import named
from baliportal.catalogue.languages import direction
from baliportal.catalogue.models import Entry

from .catchup import index_for_reading
from .choices import FacetLabels, chips, shown_facets
from .filters import SORTS
from .query import pks, search
from .snippets import mark, snippet

PER_PAGE = 20
MODE_NOTES = {"any": "No record has all these words; these have most of them."}


class Listing:
    """The answer to a visitor's question, as a page shows it. `path` is the list's own address."""

    def __init__(self, question, path, per_page=PER_PAGE):
        self.question, self.action, self.per_page = question, path, per_page

    @cached_property
    def found(self):
        offset = (self.question.page - 1) * self.per_page
        index = index_for_reading()
        return search(
            index, self.question.q, sort=self.question.effective_sort, offset=offset, limit=self.per_page,
            **self.question.all_choices,
        )  # fmt: skip

    @property
    def total(self):
        return self.found.total

    @property
    def total_sentence(self):
        return "1 result" if self.total == 1 else f"{self.total:,} results"

    @property
    def mode_note(self):
        return MODE_NOTES.get(self.found.mode, "") if self.total else ""

    @cached_property
    def results(self):
        """The page's entries in the index's order; one that was withdrawn this instant is left out."""
        entries = Entry.objects.published().prefetch_related("countries", "topics")
        by_pk = entries.in_bulk([hit.pk for hit in self.found.hits])
        present = [by_pk[hit.pk] for hit in self.found.hits if hit.pk in by_pk]
        notes = _notes(present)
        return [Result(entry, self.found.terms, notes.get(entry.pk, "")) for entry in present]

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
        return self.action + type(self.question)(q=self.question.q, fixed=self.question.fixed).query_string()

    @property
    def hidden(self):
        pairs = [(key, value) for key, values in self.question.choices.items() for value in values]
        pairs += [("sort", self.question.sort)] if self.question.sort else []
        return [{"name": name, "value": value} for name, value in pairs]

    @property
    def sorts(self):
        offered = [sort for sort in SORTS if sort != "relevance" or self.question.q]
        return [
            {"label": SORTS[sort], "url": self._url(sort=sort), "current": sort == self.question.effective_sort}
            for sort in offered
        ]

    @property
    def exports(self):
        """The whole list in other formats, at the same address with a suffix in place of the slash."""
        here, query = self.action.rstrip("/"), self.question.but(page=1).query_string()
        return [
            {"label": label, "url": f"{here}.{suffix}{query}", "note": note}
            for suffix, label, note in (("csv", "CSV", f"{self.total_sentence}, opens in Excel"), ("json", "JSON", ""))
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


class Result:
    """One entry in a list, with what matched in it."""

    def __init__(self, entry, terms, note):
        self.entry, self._terms, self.note = entry, terms, note
        self.kind_label = named(entry.kind).label.capitalize()
        self.type_label = entry.type_label if entry.type != "other" else ""
        self.url = entry.get_absolute_url()
        self.original_title, self.original_language = entry.original_title, entry.language
        self.original_dir = direction(entry.language)
        self.date_text = in_words(entry.date)

    @property
    def title(self):
        return mark(self.entry.title, self._terms)

    @property
    def snippet(self):
        return snippet(self.entry.summary, self._terms) if self.entry.summary else []

    @property
    def countries(self):
        return [{"name": c.name, "url": f"/search/?country={c.code}"} for c in self.entry.countries.all()]

    @property
    def topics(self):
        return [{"label": topic.label, "url": topic.get_absolute_url()} for topic in self.entry.topics.all()]


def every_pk(question):
    """The primary keys of all that answers a question, in its order, in bounded memory."""
    return pks(index_for_reading(), question.q, sort=question.effective_sort, **question.all_choices)


def _notes(entries):
    """What a list must say of some of its entries: repealed, planned. One query for each kind that has such notes."""
    notes = {}
    for kind in {named(entry.kind) for entry in entries}:
        if kind.standing:
            rows = kind.model.objects.filter(pk__in=[entry.pk for entry in entries if entry.kind == kind.name])
            labels = dict(kind.model._meta.get_field(kind.standing).choices)
            values = rows.values_list("pk", kind.standing)
            notes |= {pk: str(labels[value]).capitalize() for pk, value in values if value in kind.remarkable}
    return notes
