"""Tantivy queries for parsed clauses: the fields a word is searched in, and their weights."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from tantivy import FieldType, Occur, Query, Schema

from ..analysis.beginnings import stems_of_beginning
from ..analysis.scripts import countries_of_letters
from ..index.schema import BOOSTS, COUNTRY_SET, JOURNAL_ID, STEMMED
from ..parsing.ast import Clause, ClauseKind
from ..parsing.field_syntax import Condition
from ..parsing.query_parser import ParsedQuery
from .synonym_query import SynonymQueries
from .term_frequencies import TermFrequencies

# Added to the score of a record whose title is the query, and of one whose title has all its words.
WHOLE_TITLE_BONUS, TITLE_BONUS = 8.0, 6.0
# Factor on the score of a title that has the words as a phrase, and the words that may stand between them.
TITLE_PHRASE_BOOST, TITLE_PHRASE_SLOP = 2.0, 4
# Factor on the score of a file that has the words close together, and the words that may stand between them.
FILE_PHRASE_BOOST, FILE_PHRASE_SLOP = 0.25, 8
# Tie breaker: the share of their own score that fields other than the best one add.
TIE_BREAKER = 0.15
# The share of a run's character pairs that a record must have.
RUN_SHARE = 0.7
# Added for each word that is there when some may be missing. Above any score: more words always come first.
WORD_BONUS = 30.0
# Weight of a word of which the beginning was typed, as a share of its field's.
PREFIX_WEIGHT = 2.0
# Clauses whose words need not all stand in a title that the query is about.
LOOSE: tuple[ClauseKind, ...] = ("prefix", "either")
# Added for a record of the country that is typed beside other words. Above any score of a text: a country narrows.
COUNTRY_BONUS = 60.0
# Added for a record of the country whose letters are typed.
LETTERS_BONUS = 4.0
# Added for a record of a kind or type that is typed beside other words.
SORT_BONUS = 8.0
# Added, times the fourth power of their number, for a record of no other countries than those that are typed.
VERY_COUNTRIES_BONUS = 1.0
# Weight of another form of a word (the same stem), as a share of the word's own.
STEM_WEIGHT = 0.8


class TantivyQueryBuilder:
    """Builds the queries for one schema and one state of the index."""

    def __init__(self, schema: Schema, frequencies: TermFrequencies):
        self._schema, self._frequencies = schema, frequencies
        self._synonyms = SynonymQueries(schema, frequencies)

    def all_of(self, parsed: ParsedQuery) -> Query:
        """Records that match every clause, those with the words in their titles first."""
        wanted = [(_occur(clause), query) for clause, query in self._wanted(parsed)]
        bonuses = self._title_bonuses(parsed) + self._named_bonuses(parsed)
        return Query.boolean_query(wanted + bonuses + self._filters(parsed))

    def any_of(self, parsed: ParsedQuery, at_least: int) -> Query:
        """Records that match at least so many clauses, those that match more first."""
        wanted = [(clause, query) for clause, query in self._wanted(parsed) if not clause.optional]
        bonused = [(Occur.Should, self._with_bonus(query, WORD_BONUS)) for _, query in wanted]
        words = Query.boolean_query(bonused, minimum_number_should_match=at_least)
        others = [(Occur.Should, query) for clause, query in self._wanted(parsed) if clause.optional]
        return Query.boolean_query([(Occur.Must, words), *others, *self._named_bonuses(parsed), *self._filters(parsed)])

    def everything(self, parsed: ParsedQuery) -> Query:
        """All records except those that the query excludes."""
        journal = Query.term_query(self._schema, "id", JOURNAL_ID)
        every = [(Occur.Must, Query.all_query()), (Occur.MustNot, journal)]
        return Query.boolean_query(every + self._filters(parsed))

    def one_of(self, facet: str, values: Sequence[str], weight: float = 0.0) -> Query:
        """Records with any of these values of a facet; without a weight it filters and does not rank."""
        return Query.const_score_query(Query.term_set_query(self._schema, facet, list(values)), weight)

    def _wanted(self, parsed: ParsedQuery) -> Iterable[tuple[Clause, Query]]:
        is_alone = len(parsed.wanted) == 1
        for clause in parsed.wanted:
            yield clause, self._country(clause) if clause.countries and not is_alone else self._clause(clause)

    def _filters(self, parsed: ParsedQuery) -> list[tuple[Occur, Query]]:
        return [
            *((Occur.Must, self._condition(condition)) for condition in parsed.conditions),
            *((Occur.MustNot, self._condition(condition)) for condition in parsed.excluded),
            *((Occur.MustNot, self._clause(clause)) for clause in parsed.unwanted),
        ]

    def _condition(self, condition: Condition) -> Query:
        if condition.values:
            return self.one_of(condition.facet, condition.values)
        # The high 32 bits of "newest" are the day as YYYYMMDD, 0 without a date: an undated record is in no span.
        spans = [(max(first * 10000, 1) << 32, (last + 1) * 10000 << 32) for first, last in condition.spans]
        dated = [
            Query.range_query(self._schema, "newest", FieldType.Unsigned, *span, include_upper=False) for span in spans
        ]
        return Query.const_score_query(Query.boolean_query([(Occur.Should, query) for query in dated]), 0.0)

    def _title_bonuses(self, parsed: ParsedQuery) -> list[tuple[Occur, Query]]:
        words = [word for clause in parsed.wanted if not _is_loose(clause) for word in clause.words]
        whole = [
            (Occur.Should, Query.const_score_query(query, WHOLE_TITLE_BONUS))
            for query in self._synonyms.whole_title(parsed.whole)
        ]
        if len(words) < 2:
            return whole
        all_words = Query.boolean_query([(Occur.Must, self._term("title", word)) for word in words])
        in_order = Query.phrase_query(self._schema, "title", [*words], slop=TITLE_PHRASE_SLOP)
        close = Query.phrase_query(self._schema, "file", [*words], slop=FILE_PHRASE_SLOP)
        # Not a constant score for the phrase: without scoring Tantivy 0.27 is laxer about the order of its words.
        bonuses = (Query.const_score_query(all_words, TITLE_BONUS), Query.boost_query(in_order, TITLE_PHRASE_BOOST),
                   Query.boost_query(close, FILE_PHRASE_BOOST))  # fmt: skip
        return whole + [(Occur.Should, bonus) for bonus in bonuses]

    def _named_bonuses(self, parsed: ParsedQuery) -> list[tuple[Occur, Query]]:
        """Bonuses for records of the typed countries alone, of a typed kind or type, of the country of the letters."""
        if len(parsed.wanted) == 1:
            return []
        sorts = dict.fromkeys(sort for clause in parsed.wanted for sort in clause.sorts)
        bonuses = [self.one_of(facet, [value], SORT_BONUS) for facet, value in sorts]
        countries = [clause.countries for clause in parsed.wanted if clause.countries]
        if of_letters := () if countries else countries_of_letters(parsed.whole):
            bonuses.append(self.one_of("country", of_letters, LETTERS_BONUS))
        return [(Occur.Should, bonus) for bonus in [*bonuses, *self._very_countries(countries)]]

    def _very_countries(self, countries: Sequence[Sequence[str]]) -> list[Query]:
        """A query for records of these countries and no others, if it is clear which are meant."""
        codes = sorted({code for codes in countries for code in codes})
        if not codes or any(len(alternatives) > 1 for alternatives in countries):
            return []
        return [self.one_of(COUNTRY_SET, [" ".join(codes)], VERY_COUNTRIES_BONUS * len(codes) ** 4)]

    def _clause(self, clause: Clause) -> Query:
        literal = _BUILDERS[clause.kind](self, clause)
        if not (synonyms := self._synonyms.any_alternative(clause)):
            return literal
        alternatives, greatest_weight = synonyms
        return Query.disjunction_max_query([self._with_bonus(literal, greatest_weight), alternatives], TIE_BREAKER)

    def _country(self, clause: Clause) -> Query:
        """A country beside other words names a place: the record's own country counts more than a mention of it."""
        rarity = max(self._frequencies.rarity("country", [code]) for code in clause.countries)
        own = self.one_of("country", clause.countries, rarity * BOOSTS["names"] + COUNTRY_BONUS)
        mentioned = Query.const_score_query(self._clause(clause), rarity)
        return Query.disjunction_max_query([own, mentioned], TIE_BREAKER)

    def _word(self, clause: Clause) -> Query:
        """The word and, below it, its other forms in the languages of the records."""
        forms = [
            Query.boost_query(self._term(field, form), BOOSTS[field] * STEM_WEIGHT)
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
        phrases = self._anywhere(clause, lambda field: Query.phrase_query(self._schema, field, list(clause.terms)))
        return _either([phrases, self._joined(clause)]) if clause.joined else phrases

    def _run(self, clause: Clause) -> Query:
        pairs = [(Occur.Should, self._anywhere_term(clause, pair)) for pair in clause.words]
        enough = Query.boolean_query(pairs, minimum_number_should_match=round(len(pairs) * RUN_SHARE) or 1)
        return Query.boolean_query([(Occur.Must, enough), (Occur.Should, self._phrase(clause))])

    def _number(self, clause: Clause) -> Query:
        keys = [Query.boost_query(self._term("number", key), BOOSTS["number"]) for key in clause.keys]
        any_key = Query.boolean_query([(Occur.Should, query) for query in keys])
        return _either([any_key, self._all_words(clause)]) if clause.terms else any_key

    def _prefix(self, clause: Clause) -> Query:
        """Words that begin so; of stems also those that a word with this beginning has: traffickin* is "traffick"."""
        pattern = f"{re.escape(clause.text)}.*"
        queries = []
        for field in clause.fields or BOOSTS:
            stems = [stem for stem in stems_of_beginning(clause.text) if self._frequencies.of(field, stem)]
            others = [Query.term_set_query(self._schema, field, stems)] if stems else []
            words = [Query.regex_query(self._schema, field, pattern), *others]
            any_word = Query.boolean_query([(Occur.Should, query) for query in words])
            queries.append(Query.const_score_query(any_word, BOOSTS[field] * PREFIX_WEIGHT))
        return Query.disjunction_max_query(queries, TIE_BREAKER)

    def _any_part(self, clause: Clause) -> Query:
        return Query.boolean_query([(Occur.Should, self._clause(part)) for part in clause.parts])

    def _choice(self, clause: Clause) -> Query:
        return self._condition(cast(Condition, clause.choice))

    def _joined(self, clause: Clause) -> Query:
        return self._anywhere_term(clause, clause.joined)

    def _all_words(self, clause: Clause) -> Query:
        return Query.boolean_query([(Occur.Must, self._anywhere_term(clause, word)) for word in clause.words])

    def _with_bonus(self, query: Query, bonus: float) -> Query:
        return Query.boolean_query([(Occur.Must, query), (Occur.Should, Query.const_score_query(query, bonus))])

    def _anywhere(self, clause: Clause, in_field: Callable[[str], Query], others: Iterable[Query] = ()) -> Query:
        weighted = [Query.boost_query(in_field(field), BOOSTS[field]) for field in clause.fields or BOOSTS]
        return Query.disjunction_max_query([*weighted, *others], TIE_BREAKER)

    def _anywhere_term(self, clause: Clause, term: str) -> Query:
        return self._anywhere(clause, lambda field: self._term(field, term))

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)


_BUILDERS: dict[ClauseKind, Callable[[TantivyQueryBuilder, Clause], Query]] = {
    "word": TantivyQueryBuilder._word,
    "compound": TantivyQueryBuilder._compound,
    "stretch": TantivyQueryBuilder._stretch,
    "phrase": TantivyQueryBuilder._phrase,
    "run": TantivyQueryBuilder._run,
    "number": TantivyQueryBuilder._number,
    "prefix": TantivyQueryBuilder._prefix,
    "either": TantivyQueryBuilder._any_part,
    "choice": TantivyQueryBuilder._choice,
}


def _is_loose(clause: Clause) -> bool:
    return bool(clause.fields) or clause.kind in LOOSE or any(part.kind in LOOSE for part in clause.parts)


def _either(queries: list[Query]) -> Query:
    return Query.disjunction_max_query(queries, 0.0) if len(queries) > 1 else queries[0]


def _occur(clause: Clause) -> Occur:
    return Occur.Should if clause.optional else Occur.Must
