"""What may stand in place of a clause, made into Tantivy queries: it counts for less than what was typed."""

from collections.abc import Iterable

from tantivy import Query, Schema

from ..index.schema import BOOSTS, whole_title
from ..parsing.ast import Alternative, Clause
from .term_frequencies import TermFrequencies

OTHER_NAMES = 0.1  # what names other than the best add, as a share of their own score
WHOLE_NAME = 1.5  # of what another name counts for, where the title is nothing else
OTHER_NAME = 0.4  # what another name in the same field counts for, as a share of the one that was typed


class SynonymQueries:
    def __init__(self, schema: Schema, frequencies: TermFrequencies):
        self._schema, self._frequencies = schema, frequencies

    def of(self, clause: Clause) -> tuple[Query, float] | None:
        """Records that have any of the alternatives, and the most that one counts for; None when there are none."""
        others = [each for other in clause.also for each in self._other(clause, other)]
        if not others:
            return None
        weighed = [Query.const_score_query(query, weight) for query, weight in others]
        return Query.disjunction_max_query(weighed, OTHER_NAMES), max(weight for _, weight in others)

    def whole_title(self, title: str) -> Iterable[Query]:
        """Records whose title is nothing but this, where there are any."""
        term = whole_title(title)
        if self._frequencies.of("whole_title", term):
            yield Query.term_query(self._schema, "whole_title", term)

    def _other(self, clause: Clause, other: Alternative) -> Iterable[tuple[Query, float]]:
        """What stands in place of a clause: it counts for no more than the clause or itself, the rarer of the two.

        Always the same in one field: how often another name stands in how long a title tells nothing of the question.
        """
        own = self._worth(clause)
        terms = [other.value] if other.facet else [term for _, term in other.terms]
        for field in other.fields:
            rarity = self._frequencies.rarity(field, terms)
            boost = BOOSTS["names" if other.facet else field]
            weight = OTHER_NAME * boost * min(own or rarity, rarity)
            yield self._row(field, other), weight
            if field in ("title", other.facet):
                whole = weight / boost * BOOSTS["title"] * WHOLE_NAME
                yield from ((query, whole) for query in self.whole_title(other.label))

    def _worth(self, clause: Clause) -> float:
        """What the words count for; of words that stand nowhere, as in another language, what their choice does."""
        choices = (self._frequencies.rarity(other.facet, [other.value]) for other in clause.also if other.facet)
        return self._frequencies.least_rarity(clause.words) or min(choices, default=0.0)

    def _row(self, field: str, other: Alternative) -> Query:
        if len(other.terms) < 2:
            return Query.term_query(self._schema, field, other.terms[0][1] if other.terms else other.value)
        return Query.phrase_query(self._schema, field, list(other.terms))
