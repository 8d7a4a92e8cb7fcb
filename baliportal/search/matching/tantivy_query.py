"""Clauses made into Tantivy queries: where a word may stand, and what that counts for."""

from collections.abc import Callable, Iterable, Sequence

from tantivy import FieldType, Occur, Query, Schema

from ..index.schema import BOOSTS, JOURNAL_ID, STEMMED
from ..parsing.ast import Clause
from ..parsing.field_syntax import Condition
from ..parsing.query_parser import ParsedQuery
from .synonym_query import SynonymQueries
from .term_frequencies import TermFrequencies

WHOLE_BONUS = 8.0  # for a title that is the question
TITLE_BONUS = 6.0  # for a title that holds all that is sought
ROW_BOOST = 2.0  # of a title that holds it nearly in a row
NEARLY = 4  # words that may stand between in such a row
OTHER_FIELDS = 0.15  # what fields other than the best add, as a share of their own score
RUN_SHARE = 0.7  # of a run's character pairs that must be there
WORD_BONUS = 30.0  # above any score: a record with more of the words comes first
STEM_SHARE = 0.8  # what another form of a word counts for, as a share of the word itself


class TantivyQueryBuilder:
    """Makes the queries for one schema and one state of the index."""

    def __init__(self, schema: Schema, frequencies: TermFrequencies):
        self._schema, self._frequencies = schema, frequencies
        self._other_names = SynonymQueries(schema, frequencies)

    def all_of(self, wording: ParsedQuery) -> Query:
        """Records that answer every clause, those with the words in their titles first."""
        wanted = [(_occur(clause), query) for clause, query in self._wanted(wording)]
        return Query.boolean_query(wanted + self._titles(wording) + self._narrowing(wording))

    def any_of(self, wording: ParsedQuery, at_least: int) -> Query:
        """Records that answer at least so many clauses, those that answer more first."""
        wanted = [(Occur.Should, self._counted(query)) for _, query in self._wanted(wording)]
        words = Query.boolean_query(wanted, minimum_number_should_match=at_least)
        return Query.boolean_query([(Occur.Must, words), *self._narrowing(wording)])

    def everything(self, wording: ParsedQuery) -> Query:
        """Every record but those that the wording excludes."""
        journal = Query.term_query(self._schema, "id", JOURNAL_ID)
        every = [(Occur.Must, Query.all_query()), (Occur.MustNot, journal)]
        return Query.boolean_query(every + self._narrowing(wording))

    def one_of(self, facet: str, values: Sequence[str], weight: float = 0.0) -> Query:
        """Records with any of these values; with no weight it narrows and does not rank."""
        return Query.const_score_query(Query.term_set_query(self._schema, facet, list(values)), weight)

    def _wanted(self, wording: ParsedQuery) -> Iterable[tuple[Clause, Query]]:
        alone = len(wording.wanted) == 1
        for clause in wording.wanted:
            yield clause, self._place(clause) if clause.countries and not alone else self._clause(clause)

    def _narrowing(self, wording: ParsedQuery) -> list[tuple[Occur, Query]]:
        return [
            *((Occur.Must, self._condition(condition)) for condition in wording.conditions),
            *((Occur.MustNot, self._condition(condition)) for condition in wording.excluded),
            *((Occur.MustNot, self._clause(clause)) for clause in wording.unwanted),
        ]

    def _condition(self, condition: Condition) -> Query:
        if condition.values:
            return self.one_of(condition.facet, condition.values)
        # "newest" begins with the day; what has no date is in no span of years.
        spans = [(max(first * 10000, 1) << 32, (last + 1) * 10000 << 32) for first, last in condition.spans]
        dated = [
            Query.range_query(self._schema, "newest", FieldType.Unsigned, *span, include_upper=False) for span in spans
        ]
        return Query.const_score_query(Query.boolean_query([(Occur.Should, query) for query in dated]), 0.0)

    def _titles(self, wording: ParsedQuery) -> list[tuple[Occur, Query]]:
        words = [word for clause in wording.wanted if not clause.fields for word in clause.words]
        whole = [
            (Occur.Should, Query.const_score_query(query, WHOLE_BONUS))
            for query in self._other_names.whole_title(wording.whole)
        ]
        if len(words) < 2:
            return whole
        all_words = Query.boolean_query([(Occur.Must, self._term("title", word)) for word in words])
        row = Query.phrase_query(self._schema, "title", words, slop=NEARLY)
        # Not a constant score for the row: without scoring Tantivy 0.27 is laxer about the order of its words.
        bonuses = (Query.const_score_query(all_words, TITLE_BONUS), Query.boost_query(row, ROW_BOOST))
        return whole + [(Occur.Should, bonus) for bonus in bonuses]

    def _clause(self, clause: Clause) -> Query:
        literal = getattr(self, f"_{clause.kind}")(clause)
        if not (found := self._other_names.of(clause)):
            return literal
        others, most = found
        return Query.disjunction_max_query([self._raised(literal, most), others], OTHER_FIELDS)

    def _place(self, clause: Clause) -> Query:
        """A country beside other words says where: the record's country counts, not a title with its name."""
        rarity = max(self._frequencies.rarity("country", [code]) for code in clause.countries)
        theirs = self.one_of("country", clause.countries, rarity * BOOSTS["names"])
        mentioned = Query.const_score_query(self._clause(clause), rarity)
        return Query.disjunction_max_query([theirs, mentioned], OTHER_FIELDS)

    def _word(self, clause: Clause) -> Query:
        """The word and, below it, its other forms in the languages of the records."""
        forms = [
            Query.boost_query(self._term(field, form), BOOSTS[field] * STEM_SHARE)
            for field in STEMMED
            if clause.text and not clause.run and not clause.fields
            for form in self._frequencies.stems(clause.text, field)
        ]
        return self._anywhere(clause, lambda field: self._term(field, clause.words[0]), forms)

    def _compound(self, clause: Clause) -> Query:
        return _either([self._all_words(clause), self._joined(clause)])

    def _stretch(self, clause: Clause) -> Query:
        return Query.boolean_query([(Occur.Must, self._clause(part)) for part in clause.parts])

    def _phrase(self, clause: Clause) -> Query:
        if len(clause.terms) == 1:
            return self._word(clause)
        rows = self._anywhere(clause, lambda field: Query.phrase_query(self._schema, field, list(clause.terms)))
        return _either([rows, self._joined(clause)]) if clause.joined else rows

    def _run(self, clause: Clause) -> Query:
        pairs = [(Occur.Should, self._anywhere_term(clause, pair)) for pair in clause.words]
        enough = Query.boolean_query(pairs, minimum_number_should_match=round(len(pairs) * RUN_SHARE) or 1)
        return Query.boolean_query([(Occur.Must, enough), (Occur.Should, self._phrase(clause))])

    def _number(self, clause: Clause) -> Query:
        named = [Query.boost_query(self._term("number", key), BOOSTS["number"]) for key in clause.keys]
        named = Query.boolean_query([(Occur.Should, query) for query in named])
        return _either([named, self._all_words(clause)]) if clause.terms else named

    def _joined(self, clause: Clause) -> Query:
        return self._anywhere_term(clause, clause.joined)

    def _all_words(self, clause: Clause) -> Query:
        return Query.boolean_query([(Occur.Must, self._anywhere_term(clause, word)) for word in clause.words])

    def _counted(self, query: Query) -> Query:
        return self._raised(query, WORD_BONUS)

    def _raised(self, query: Query, bonus: float) -> Query:
        return Query.boolean_query([(Occur.Must, query), (Occur.Should, Query.const_score_query(query, bonus))])

    def _anywhere(self, clause: Clause, in_field: Callable[[str], Query], others: Iterable[Query] = ()) -> Query:
        weighed = [Query.boost_query(in_field(field), BOOSTS[field]) for field in clause.fields or BOOSTS]
        return Query.disjunction_max_query([*weighed, *others], OTHER_FIELDS)

    def _anywhere_term(self, clause: Clause, term: str) -> Query:
        return self._anywhere(clause, lambda field: self._term(field, term))

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)


def _either(queries: list[Query]) -> Query:
    return Query.disjunction_max_query(queries, 0.0) if len(queries) > 1 else queries[0]


def _occur(clause: Clause) -> Occur:
    return Occur.Should if clause.optional else Occur.Must
