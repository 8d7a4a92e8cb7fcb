"""Search quality, measured on the labelled queries.

MRR         mean of 1 / place of the first right answer among the first ten, 0 where there is none
recall      of the right answers, as many as fit among the first ten: the share that stands there
nothing     share of the queries for which search shows no record at all
missed      share of the queries with no right answer among the first ten
"""

from dataclasses import dataclass

from baliportal.catalogue.models import Entry
from baliportal.search.listing import Listing
from baliportal.search.search_request import SearchRequest

from .labels import Labelled, labelled_queries

TEN = 10


@dataclass(frozen=True)
class Answered:
    """A labelled query, how many records search found, and the first ten of them as kind/slug."""

    labelled: Labelled
    total: int
    shown: list

    @property
    def places(self):
        """The places, from 1, of right answers among the first ten."""
        right = set(self.labelled.answers)
        return [place for place, name in enumerate(self.shown, 1) if name in right]

    @property
    def reciprocal_rank(self):
        return 1 / self.places[0] if self.places else 0.0

    @property
    def recall(self):
        return len(self.places) / min(TEN, len(self.labelled.answers))

    @property
    def lacking(self):
        """Right answers that are not among the first ten, as many as would fit there."""
        missing = min(TEN, len(self.labelled.answers)) - len(self.places)
        return [answer for answer in self.labelled.answers if answer not in self.shown][:missing]


@dataclass(frozen=True)
class Figures:
    queries: int
    mrr: float
    recall: float
    nothing: float
    missed: float


def ask(labelled, names):
    """Ask as a visitor does, by the list at /search/."""
    results = Listing(SearchRequest(q=labelled.query), "/search/", per_page=TEN).search_results
    return Answered(labelled, results.total, [names[hit.pk] for hit in results.hits[:TEN]])


def ask_all():
    names = {pk: f"{kind}/{slug}" for pk, kind, slug in Entry.objects.values_list("pk", "kind", "slug")}
    return [ask(labelled, names) for labelled in labelled_queries()]


def figures(answered):
    return Figures(
        len(answered),
        mean(each.reciprocal_rank for each in answered),
        mean(each.recall for each in answered),
        mean(not each.total for each in answered),
        mean(not each.places for each in answered),
    )


def figures_by(attribute, answered):
    """The figures of each half, language or intent, the largest group first."""
    return {name: figures(group) for name, group in grouped(answered, lambda each: getattr(each.labelled, attribute))}


def grouped(items, name_of):
    """(name, items of it) for each name, the largest group first."""
    groups = {}
    for each in items:
        groups.setdefault(name_of(each), []).append(each)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def mean(numbers):
    """The mean of numbers, 0.0 of none."""
    numbers = list(numbers)
    return sum(numbers) / len(numbers) if numbers else 0.0
