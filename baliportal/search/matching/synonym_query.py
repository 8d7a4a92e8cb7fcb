"""Tantivy queries for the alternatives of a clause, weighted below the words that were typed."""

from collections.abc import Iterable

from tantivy import Query, Schema

from ..index.schema import BOOSTS, whole_title
from ..parsing.ast import Alternative, Clause
from .term_frequencies import TermFrequencies

# Tie breaker: the share of their own score that synonyms other than the best one add.
TIE_BREAKER = 0.1
# Weight of a synonym, as a share of the typed word's in the same field.
SYNONYM_WEIGHT = 0.4
# Factor on that weight where the title is nothing but the synonym.
WHOLE_TITLE_FACTOR = 1.5


class SynonymQueries:
    """Builds the queries for one schema and one state of the index."""

    def __init__(self, schema: Schema, frequencies: TermFrequencies):
        self._schema, self._frequencies = schema, frequencies

    def any_alternative(self, clause: Clause) -> tuple[Query, float] | None:
        """A query for records that have any of the alternatives, and the greatest weight; None when there are none."""
        weighted = [pair for other in clause.alternatives for pair in self._weighted_queries(clause, other)]
        if not weighted:
            return None
        queries = [Query.const_score_query(query, weight) for query, weight in weighted]
        return Query.disjunction_max_query(queries, TIE_BREAKER), max(weight for _, weight in weighted)

    def whole_title(self, title: str) -> Iterable[Query]:
        """A query for records whose title is nothing but this; none where there are no such records."""
        term = whole_title(title)
        if self._frequencies.of("whole_title", term):
            yield Query.term_query(self._schema, "whole_title", term)

    def _weighted_queries(self, clause: Clause, other: Alternative) -> Iterable[tuple[Query, float]]:
        """A query and its weight for each field of an alternative.

        The weight is constant within a field, as term frequency and length say nothing of a word that was not typed,
        and is that of the clause or of the alternative, whichever is commoner.
        """
        own = self._rarity_of(clause)
        terms = [other.value] if other.facet else [term for _, term in other.terms]
        for field in other.fields:
            rarity = self._frequencies.rarity(field, terms)
            boost = BOOSTS["names" if other.facet else field]
            weight = SYNONYM_WEIGHT * boost * min(own or rarity, rarity)
            yield self._phrase(field, other), weight
            if field in ("title", other.facet):
                whole = weight / boost * BOOSTS["title"] * WHOLE_TITLE_FACTOR
                yield from ((query, whole) for query in self.whole_title(other.label))

    def _rarity_of(self, clause: Clause) -> float:
        """The rarity of the words; of words that no record has, as in another language, that of their choice."""
        choices = (self._frequencies.rarity(other.facet, [other.value]) for other in clause.alternatives if other.facet)
        return self._frequencies.least_rarity(clause.words) or min(choices, default=0.0)

    def _phrase(self, field: str, other: Alternative) -> Query:
        if len(other.terms) < 2:
            return Query.term_query(self._schema, field, other.terms[0][1] if other.terms else other.value)
        return Query.phrase_query(self._schema, field, list(other.terms))
