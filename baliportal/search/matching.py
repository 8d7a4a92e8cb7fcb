"""Clauses made into Tantivy queries: where a word may stand, and what that counts for."""

from collections.abc import Iterable, Sequence

from tantivy import Occur, Query, Schema

from .schema import BOOSTS, JOURNAL_ID
from .wording import Clause, Wording

TITLE_BONUS = 6.0  # for a title that holds all that is sought
ROW_BOOST = 2.0  # of a title that holds it nearly in a row
NEARLY = 4  # words that may stand between in such a row
OTHER_FIELDS = 0.15  # what fields other than the best add, as a share of their own score
RUN_SHARE = 0.7  # of a run's character pairs that must be there
WORD_BONUS = 30.0  # above any score: a record with more of the words comes first


class Matcher:
    """Makes the queries for one schema."""

    def __init__(self, schema: Schema):
        self._schema = schema

    def all_of(self, wording: Wording) -> Query:
        """Records that answer every clause, those with the words in their titles first."""
        wanted = [(Occur.Must, self._clause(clause)) for clause in wording.wanted]
        return Query.boolean_query(wanted + self._titles(wording) + self._without(wording))

    def any_of(self, wording: Wording, at_least: int) -> Query:
        """Records that answer at least so many clauses, those that answer more first."""
        wanted = [(Occur.Should, self._counted(self._clause(clause))) for clause in wording.wanted]
        words = Query.boolean_query(wanted, minimum_number_should_match=at_least)
        return Query.boolean_query([(Occur.Must, words), *self._without(wording)])

    def everything(self, wording: Wording) -> Query:
        """Every record but those that the wording excludes."""
        journal = Query.term_query(self._schema, "id", JOURNAL_ID)
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, journal), *self._without(wording)])

    def one_of(self, facet: str, values: Sequence[str]) -> Query:
        """Records with any of these values; it narrows and does not rank."""
        return Query.const_score_query(Query.term_set_query(self._schema, facet, list(values)), 0.0)

    def _without(self, wording: Wording) -> list[tuple[Occur, Query]]:
        return [(Occur.MustNot, self._clause(clause)) for clause in wording.unwanted]

    def _titles(self, wording: Wording) -> list[tuple[Occur, Query]]:
        words = [word for clause in wording.wanted for word in clause.words]
        if len(words) < 2:
            return []
        all_words = Query.boolean_query([(Occur.Must, self._term("title", word)) for word in words])
        row = Query.phrase_query(self._schema, "title", words, slop=NEARLY)
        # Not a constant score for the row: without scoring Tantivy 0.27 is laxer about the order of its words.
        bonuses = (Query.const_score_query(all_words, TITLE_BONUS), Query.boost_query(row, ROW_BOOST))
        return [(Occur.Should, bonus) for bonus in bonuses]

    def _clause(self, clause: Clause) -> Query:
        return getattr(self, f"_{clause.kind}")(clause)

    def _word(self, clause: Clause) -> Query:
        return self._anywhere(self._term(field, clause.words[0]) for field in BOOSTS)

    def _compound(self, clause: Clause) -> Query:
        return _either([self._all_words(clause), self._joined(clause)])

    def _phrase(self, clause: Clause) -> Query:
        if len(clause.terms) == 1:
            return self._word(clause)
        rows = self._anywhere(Query.phrase_query(self._schema, field, list(clause.terms)) for field in BOOSTS)
        return _either([rows, self._joined(clause)]) if clause.joined else rows

    def _run(self, clause: Clause) -> Query:
        pairs = [(Occur.Should, self._anywhere(self._term(field, pair) for field in BOOSTS)) for pair in clause.words]
        enough = Query.boolean_query(pairs, minimum_number_should_match=round(len(pairs) * RUN_SHARE) or 1)
        return Query.boolean_query([(Occur.Must, enough), (Occur.Should, self._phrase(clause))])

    def _number(self, clause: Clause) -> Query:
        named = [Query.boost_query(self._term("number", key), BOOSTS["number"]) for key in clause.keys]
        named = Query.boolean_query([(Occur.Should, query) for query in named])
        return _either([named, self._all_words(clause)]) if clause.terms else named

    def _joined(self, clause: Clause) -> Query:
        return self._anywhere(self._term(field, clause.joined) for field in BOOSTS)

    def _all_words(self, clause: Clause) -> Query:
        words = (self._anywhere(self._term(field, word) for field in BOOSTS) for word in clause.words)
        return Query.boolean_query([(Occur.Must, word) for word in words])

    def _counted(self, query: Query) -> Query:
        bonus = Query.const_score_query(query, WORD_BONUS)
        return Query.boolean_query([(Occur.Must, query), (Occur.Should, bonus)])

    def _anywhere(self, by_field: Iterable[Query]) -> Query:
        weighed = [Query.boost_query(query, boost) for query, boost in zip(by_field, BOOSTS.values(), strict=True)]
        return Query.disjunction_max_query(weighed, OTHER_FIELDS)

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)


def _either(queries: list[Query]) -> Query:
    return Query.disjunction_max_query(queries, 0.0)
