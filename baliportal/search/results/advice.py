"""What a list says about the question itself: what else was searched, how it might be spelt, what would find more."""

from functools import cached_property

from ..query import search
from ..spelling.corrections import corrected
from ..spelling.unknown_words import unknown_words
from .relaxation import relaxations
from .result import results_in_words

FEW = 3  # results below which a question is looked at for slips


class Advice:
    """For one question and what it found; `path` is the list's own address."""

    def __init__(self, question, found, index, thesaurus, labels, path):
        self._question, self._found, self._index, self._thesaurus = question, found, index, thesaurus
        self._labels, self._path = labels, path

    @cached_property
    def did_you_mean(self):
        """The question with its slips put right and what that finds, where it finds more; or None."""
        if not self._question.q or (self._found.total >= FEW and self._found.mode != "any"):
            return None
        with self._index.reading() as view:
            better = corrected(view.searcher, self._question.q, self._thesaurus)
        question = self._question.but(q=better)
        found = better and self._ask(question)
        return self._link(question, found.total) if found and self._is_better(found) else None

    @cached_property
    def relaxations(self):
        """Up to three wider questions that find something, where this one finds nothing."""
        offers = [] if self._found.total else relaxations(
            self._question, self._count, self._labels.of, self._unknown
        )  # fmt: skip
        return [self._link(offer.question, offer.total, without=offer.without) for offer in offers]

    @cached_property
    def unknown(self):
        """The words that stand nowhere, where not all words were found together."""
        return self._unknown if self._found.mode == "any" else []

    @cached_property
    def _unknown(self):
        if not self._question.q:
            return []
        with self._index.reading() as view:
            spots = unknown_words(view.searcher, self._question.q, self._thesaurus)
        return list(dict.fromkeys(self._question.q[spot.start : spot.end] for spot in spots))

    def _is_better(self, found):
        return found.total > self._found.total or (found.total > 0 and found.mode == "all" != self._found.mode)

    def _link(self, question, total, **more):
        url = self._path + question.query_string()
        return {"q": question.q, "url": url, "total": results_in_words(total), **more}

    def _count(self, question):
        found = self._ask(question)
        return 0 if found.mode == "any" else found.total

    def _ask(self, question):
        return search(
            self._index, question.q, limit=1, facets=False, thesaurus=self._thesaurus, synonyms=question.synonyms,
            **question.all_choices,
        )  # fmt: skip
