"""A visitor's words and choices put to one state of the index."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from tantivy import Occur, Order, Query, Searcher, SearchResult

from ..analysis.folding import fold
from ..index.schema import SCHEMA
from ..parsing.ast import Clause
from ..parsing.ast_builders import plain
from ..parsing.query_parser import ParsedQuery, parse
from ..spelling.corrections import MOST_CORRECTED, corrected
from ..thesaurus.thesaurus import NOTHING, Thesaurus
from . import facet_counts
from .facet_counts import Choices, FacetCount
from .hits import Found
from .synonyms import SynonymExpansion
from .tantivy_query import TantivyQueryBuilder
from .term_frequencies import TermFrequencies

# The sort and what Tantivy is asked for it.
SORTS = {
    "relevance": {"weight_by_field": "weight"},
    "newest": {"order_by_field": "newest", "order": Order.Desc},
    "oldest": {"order_by_field": "oldest", "order": Order.Asc},
    "title": {"order_by_field": "by_title", "order": Order.Asc},
}
MOST_NAMED, MOST_OF_ONE = 8, 4  # other names that are told to the visitor, in all and of one thing


class Execution:
    """`mode` tells how the words were taken: "all", "any", or "everything" when there are none.

    `thesaurus` knows names of choices in any case; it widens the words when `synonyms` says so.
    """

    def __init__(
        self, searcher: Searcher, q: str, choices: Choices, thesaurus: Thesaurus = NOTHING, *, synonyms: bool = True
    ):
        self._searcher, self._choices, self._thesaurus = searcher, choices, thesaurus
        self._frequencies = TermFrequencies(searcher)
        self._matcher = TantivyQueryBuilder(SCHEMA, self._frequencies)
        self._expands_by = thesaurus if synonyms else NOTHING
        self._read = replace(parse(q, self._values), whole=q)
        self.mode, self.wording, self._words = next(self._readings())
        self.settled = False  # how the words are taken: that shows with the first page

    def page(self, sort: str, offset: int, limit: int) -> tuple[int, list[Found]]:
        """How many records answer, and where those of one page stand, in the order of `sort`."""
        found = self._found(sort, offset, limit)
        if not found.count:
            self._take_another_reading()
            found = self._found(sort, offset, limit)
        self.settled = True
        return found.count, found.hits[:limit]

    def pks(self, sort: str, offset: int, limit: int) -> list[int]:
        return self._pks(self._found(sort, offset, limit, count=False).hits)

    def counts(self) -> dict[str, list[FacetCount]]:
        return facet_counts.count(self._searcher, self._narrowed, self._choices)

    @property
    def also(self) -> list[str]:
        """What was searched as well, each name once: other names than those that were typed."""
        labels: dict[str, str] = {}
        for clause in self.wording.wanted:
            others = {fold(other.label): other.label for other in clause.also if other.label}
            labels |= {form: label for form, label in list(others.items())[:MOST_OF_ONE] if form not in labels}
        return list(labels.values())[:MOST_NAMED]

    def _values(self, facet: str, text: str) -> tuple[str, ...]:
        """The values of a facet that a text names: as a record has them, or by any name that the thesaurus knows."""
        forms = (sound(form) for form in (text, text.lower(), text.upper()))
        as_written = next(((form,) for form in forms if self._frequencies.of(facet, form)), ())
        return as_written or self._thesaurus.values(facet, text)

    def _readings(self) -> Iterator[tuple[str, ParsedQuery, Query]]:
        """All the words; where no record has them, with slips put right, then half of the words, then any."""
        wording = self._expanded(self._read.wanted)
        wanted = sum(not clause.optional for clause in wording.wanted)
        if not wanted:
            yield "everything", wording, self._matcher.everything(wording)
            return
        yield "all", wording, self._matcher.all_of(wording)
        respelt = self._respelt()
        if respelt != self._read.wanted:
            wording = self._expanded(respelt)
            yield "any", wording, self._matcher.all_of(wording)
        for enough in dict.fromkeys((ceil(wanted / 2), 1)) if wanted > 1 else ():
            yield "any", wording, self._matcher.any_of(wording, enough)

    def _expanded(self, wanted: Sequence[Clause]) -> ParsedQuery:
        return replace(self._read, wanted=SynonymExpansion(self._expands_by, self._frequencies).of(wanted))

    def _respelt(self) -> tuple[Clause, ...]:
        """The words as they are probably meant where they stand in no record, unless these are many; see `spelling`."""
        wanted = self._read.wanted
        wrong = [clause for clause in wanted if self._may_be_misspelt(clause)]
        if len(wrong) > MOST_CORRECTED:
            return wanted
        return tuple(self._put_right(each) if each in wrong else each for each in wanted)

    def _may_be_misspelt(self, clause: Clause) -> bool:
        return clause.kind == "word" and not (clause.exact or clause.run or self._frequencies.knows(clause))

    def _put_right(self, clause: Clause) -> Clause:
        better = corrected(self._searcher, clause.text, self._thesaurus)
        return plain(better)[0] if better else clause

    def _take_another_reading(self) -> None:
        """The first that finds a record when nothing is chosen: choices do not change how words are taken."""
        for mode, wording, words in self._readings():
            if self._searcher.search(words, 1).count:
                self.mode, self.wording, self._words = mode, wording, words
                return

    def _narrowed(self, choices: Choices) -> Query:
        narrowing = [(Occur.Must, self._matcher.one_of(facet, values)) for facet, values in choices.items()]
        return Query.boolean_query([(Occur.Must, self._words), *narrowing]) if narrowing else self._words

    def _found(self, sort: str, offset: int, limit: int, *, count: bool = True) -> SearchResult:
        if sort not in SORTS or (sort == "relevance" and self.mode == "everything"):
            sort = "newest" if self.mode == "everything" else "relevance"
        narrowed = self._narrowed(self._choices)
        return self._searcher.search(narrowed, max(limit, 1), count=count, offset=offset, **SORTS[sort])

    def _pks(self, found: list) -> list[int]:
        return self._searcher.fast_field_values("pk", [address for _, address in found])


def sound(value: str) -> str:
    # Half a surrogate pair cannot be looked for: the sign put in its place stands in no record's values.
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
