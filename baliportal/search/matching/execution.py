"""Query execution: a visitor's words and choices, searched in one state of the index."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from tantivy import Occur, Order, Query, Searcher

from baliportal.catalogue.codes import canonical_code

from ..analysis.folding import fold
from ..index.schema import SCHEMA, count_matches, pks_at
from ..parsing.ast import Clause
from ..parsing.ast_builders import plain
from ..parsing.query_parser import MINOR_WORDS, ParsedQuery, parse
from ..spelling.corrections import MAX_CORRECTED_WORDS, corrected
from ..thesaurus.thesaurus import EMPTY_THESAURUS, Thesaurus
from .facet_counts import GROUP, Choices, FacetCount, count_facets
from .hits import RankedAddress
from .synonyms import SynonymExpansion
from .tantivy_query import TantivyQueryBuilder
from .term_frequencies import TermFrequencies

# The arguments of Tantivy's search for each sort.
SORTS: dict[str, dict[str, Any]] = {
    "relevance": {"weight_by_field": "weight"},
    "newest": {"order_by_field": "newest", "order": Order.Desc},
    "oldest": {"order_by_field": "oldest", "order": Order.Asc},
    "title": {"order_by_field": "by_title", "order": Order.Asc},
}
# Synonyms that are listed for the visitor: in all, and of one clause. The search itself uses more.
MAX_LISTED, MAX_LISTED_PER_CLAUSE = 8, 4


class Execution:
    """One query under some choices.

    `mode` is the reading of the words that is in use: "all", "any", or "everything" when there are none; `parsed` is
    the query in that reading; both are final once `settled`. `thesaurus` resolves names of choices and groups of
    countries in any case; it adds synonyms to the words only with `synonyms`.
    """

    def __init__(
        self,
        searcher: Searcher,
        q: str,
        choices: Choices,
        thesaurus: Thesaurus = EMPTY_THESAURUS,
        *,
        synonyms: bool = True,
    ):
        self._searcher, self._choices, self._thesaurus = searcher, choices, thesaurus
        self._frequencies = TermFrequencies(searcher)
        self._query_builder = TantivyQueryBuilder(SCHEMA, self._frequencies)
        self._synonyms = thesaurus if synonyms else EMPTY_THESAURUS
        self._as_typed = replace(parse(q, self._values), whole=q)
        self.mode, self.parsed, self._query = next(self._readings())
        self.settled = False

    def page(self, sort: str, offset: int, limit: int) -> tuple[int, list[RankedAddress]]:
        """The number of records that match, and the addresses of one page in the order of `sort`."""
        results = self._search(sort, offset, limit)
        if not results.count:
            self._use_first_reading_with_matches()
            results = self._search(sort, offset, limit)
        self.settled = True
        return results.count, results.hits[:limit]

    def pks(self, sort: str, offset: int, limit: int) -> list[int]:
        """The primary keys of a stretch of the matches; `page` must have settled the reading."""
        hits = self._search(sort, offset, limit, count=False).hits
        return pks_at(self._searcher, [address for _, address in hits])

    def facet_counts(self) -> dict[str, list[FacetCount]]:
        return count_facets(self._searcher, self._narrowed, self._choices, self._thesaurus.groups)

    @property
    def also_searched(self) -> list[str]:
        """The labels of synonyms that were searched beside the words typed, each once."""
        labels: dict[str, str] = {}
        for clause in self.parsed.wanted:
            others = {fold(other.label): other.label for other in clause.alternatives if other.label}
            first_few = list(others.items())[:MAX_LISTED_PER_CLAUSE]
            labels |= {form: label for form, label in first_few if form not in labels}
        return list(labels.values())[:MAX_LISTED]

    def _values(self, facet: str, text: str) -> tuple[str, ...]:
        """The values of a facet that a text names: as a record has them, or by any name that the thesaurus knows."""
        forms = (well_formed(form) for form in (text, text.lower(), canonical_code(facet, text)))
        as_written = next(((form,) for form in forms if self._frequencies.of(facet, form)), ())
        return as_written or self._thesaurus.values(facet, text)

    def _readings(self) -> Iterator[tuple[str, ParsedQuery, Query]]:
        """Mode, clauses and query: all the words; then with corrected spelling, half of the words, any word."""
        parsed = self._expanded(self._as_typed.wanted)
        required = sum(not clause.optional for clause in parsed.wanted)
        if not required:
            yield "everything", parsed, self._query_builder.everything(parsed)
            return
        yield "all", parsed, self._query_builder.all_of(parsed)
        corrected_clauses = self._corrected_clauses()
        if corrected_clauses != self._as_typed.wanted:
            parsed = self._expanded(corrected_clauses)
            yield "any", parsed, self._query_builder.all_of(parsed)
        parsed = _with_optional_minor_words(parsed)
        telling = sum(not clause.optional for clause in parsed.wanted)
        for at_least in dict.fromkeys((ceil(telling / 2), 1)) if required > 1 else ():
            yield "any", parsed, self._query_builder.any_of(parsed, at_least)

    def _expanded(self, clauses: Sequence[Clause]) -> ParsedQuery:
        return replace(self._as_typed, wanted=SynonymExpansion(self._synonyms, self._frequencies).expand(clauses))

    def _corrected_clauses(self) -> tuple[Clause, ...]:
        """The clauses with words that no record has corrected, unless these are too many; see `spelling`."""
        clauses = self._as_typed.wanted
        misspelt = [clause for clause in clauses if self._may_be_misspelt(clause)]
        if len(misspelt) > MAX_CORRECTED_WORDS:
            return clauses
        return tuple(self._corrected(clause) if clause in misspelt else clause for clause in clauses)

    def _may_be_misspelt(self, clause: Clause) -> bool:
        return clause.kind == "word" and not (clause.exact or clause.run or self._frequencies.knows(clause))

    def _corrected(self, clause: Clause) -> Clause:
        better = corrected(self._searcher, clause.text, self._thesaurus)
        return plain(better)[0] if better else clause

    def _use_first_reading_with_matches(self) -> None:
        """Choices are left aside, so that choosing a value never changes the reading of the words."""
        for mode, parsed, query in self._readings():
            if count_matches(self._searcher, query):
                self.mode, self.parsed, self._query = mode, parsed, query
                return

    def _narrowed(self, choices: Choices) -> Query:
        filters = [(Occur.Must, self._filter(facet, values)) for facet, values in choices.items()]
        return Query.boolean_query([(Occur.Must, self._query), *filters]) if filters else self._query

    def _filter(self, facet: str, values: Sequence[str]) -> Query:
        if facet == GROUP:
            return self._query_builder.one_of("country", self._thesaurus.countries_of(values))
        return self._query_builder.one_of(facet, values)

    def _search(self, sort: str, offset: int, limit: int, *, count: bool = True) -> Any:
        # Any: the stub of Tantivy's SearchResult lacks `count`.
        if sort not in SORTS or (sort == "relevance" and self.mode == "everything"):
            sort = "newest" if self.mode == "everything" else "relevance"
        narrowed = self._narrowed(self._choices)
        return self._searcher.search(narrowed, max(limit, 1), count=count, offset=offset, **SORTS[sort])


def _with_optional_minor_words(parsed: ParsedQuery) -> ParsedQuery:
    """The query in which words that say too little are not enough to match, unless there are no others."""
    optional = tuple(clause.but(optional=clause.optional or clause.text in MINOR_WORDS) for clause in parsed.wanted)
    return parsed if all(clause.optional for clause in optional) else replace(parsed, wanted=optional)


def well_formed(value: str) -> str:
    """`value` with half surrogate pairs replaced by U+FFFD: Tantivy refuses them, and no record's value has that."""
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
