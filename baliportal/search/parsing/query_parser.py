"""The query parser: words, phrases, numbers, years, fields, OR, NOT, exclusions. Every text is a valid query."""

from collections.abc import Sequence
from dataclasses import dataclass

from .ast import Clause
from .ast_builders import any_of, beginning, choice, every, phrase, plain
from .field_syntax import PLACES, WORDS_IN, Condition, Resolve, condition
from .items import MAX_QUERY_LENGTH, Item, alternatives

__all__ = ["MAX_CONDITIONS", "MAX_QUERY_LENGTH", "MAX_TERMS", "STOP_WORDS", "ParsedQuery", "parse"]

# Terms that are searched for, and conditions of each kind: bounds on the cost of a query.
MAX_TERMS = 32
MAX_CONDITIONS = 16

# English stop words. They still count inside quotation marks.
STOP_WORDS = frozenset({
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "can", "did", "do", "does", "for", "from", "has", "have",
    "how", "i", "in", "into", "is", "it", "of", "on", "or", "that", "the", "their", "there", "to", "was", "were",
    "what", "when", "where", "which", "who", "with",
})  # fmt: skip


# Words that say too little for a record to be found by them alone, where it has not all words: "free" in "visa free".
MINOR_WORDS = frozenset({
    "after", "against", "all", "also", "any", "anyone", "been", "before", "being", "between", "both", "but",
    "could", "down", "during", "each", "every", "free", "get", "had", "having", "he", "her", "his", "if", "its",
    "just", "like", "make", "many", "me", "more", "most", "much", "must", "need", "new", "no", "not", "off", "one",
    "only", "other", "others", "our", "out", "over", "own", "per", "same", "shall", "she", "should", "so", "some",
    "such", "than", "them", "then", "these", "they", "this", "those", "through", "too", "under", "up", "upon",
    "use", "used", "using", "very", "via", "we", "while", "will", "within", "without", "would", "you", "your",
})  # fmt: skip


@dataclass(frozen=True)
class ParsedQuery:
    """Clauses and conditions that a record must and must not match."""

    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()
    conditions: tuple[Condition, ...] = ()
    excluded: tuple[Condition, ...] = ()
    whole: str = ""  # the query as typed, which may be a title

    @property
    def terms(self) -> list[str]:
        """The terms to highlight in a record, each once."""
        return list(dict.fromkeys(word for clause in self.wanted for word in clause.highlighted if word))

    @property
    def typed(self) -> list[str]:
        """The terms of the words as typed, in their order, without those of their alternatives."""
        return [word for clause in self.wanted for word in clause.words]


def parse(query: str, resolve: Resolve = lambda facet, text: ()) -> ParsedQuery:
    """Parse a query. Never fails: what cannot be searched for is dropped, and so is everything beyond MAX_TERMS.

    `resolve` gives the values of a facet by a name of theirs.
    """
    reading = _Reading(resolve)
    for items in alternatives(query):
        reading.add_any_of(items)
    return reading.parsed()


class _Reading:
    """The parts of a query, collected item by item."""

    def __init__(self, resolve: Resolve):
        self._resolve = resolve
        self._bare: list[str] = []
        self._wanted: list[Clause] = []
        self._unwanted: list[Clause] = []
        self._conditions: dict[bool, list[Condition]] = {False: [], True: []}
        self._places: tuple[str, ...] = ()

    def add_any_of(self, items: Sequence[Item]) -> None:
        """Add items that OR joins. One that is excluded is so whatever stands beside it."""
        excluded, wanted = ([each for each in items if each.excluded is is_out] for is_out in (True, False))
        parts = [self._read(item) for item in wanted] if len(wanted) > 1 else []
        for item in excluded if parts else items:
            self._add(item)
        if len(parts) < 2:
            return
        if joined := _joined_condition(parts):
            self._conditions[False].append(joined)
        elif clauses := [clause for clause in map(_one_clause, parts) if clause]:
            self._wanted.append(any_of(clauses))

    def parsed(self) -> ParsedQuery:
        significant, wanted = _without_stop_words(plain(" ".join(self._bare))), self._wanted
        if self._places:
            significant = [clause.but(fields=self._places) for clause in significant]
            wanted = [clause if clause.fields else clause.but(fields=self._places) for clause in wanted]
        wanted_clauses, unwanted_clauses = _bounded(significant + wanted, self._unwanted)
        conditions, excluded = (_first_conditions(self._conditions[minus]) for minus in (False, True))
        return ParsedQuery(wanted_clauses, unwanted_clauses, conditions, excluded)

    def _read(self, item: Item) -> ParsedQuery:
        """An item by itself."""
        if item.is_group:
            return parse(item.text, self._resolve)
        reading = _Reading(self._resolve)
        reading._add(item)
        return reading.parsed()

    def _add(self, item: Item) -> None:
        if parsed := condition(item.field, item.text, self._resolve) if item.field else None:
            self._conditions[item.excluded].append(parsed)
        elif item.field == "in" and item.text.casefold() in PLACES and not item.excluded:
            self._places = PLACES[item.text.casefold()]
        elif item.excluded:
            self._unwanted += _excluded(item, self._resolve)
        elif item.is_group:
            self._add_group(parse(item.text, self._resolve))
        elif item.field in WORDS_IN:
            self._wanted += _in_field(item)
        elif item.is_quoted and not item.field:
            self._wanted.append(phrase(item.text))
        elif item.beginning:
            self._wanted.append(beginning(item.beginning))
        else:
            self._bare.append(f"{item.field} {item.text}".strip())

    def _add_group(self, group: ParsedQuery) -> None:
        self._wanted += group.wanted
        self._unwanted += group.unwanted
        self._conditions[False] += group.conditions
        self._conditions[True] += group.excluded


def _excluded(item: Item, resolve: Resolve) -> list[Clause]:
    if item.is_group:
        clause = _one_clause(parse(item.text, resolve))
        return [clause] if clause else []
    if item.field in WORDS_IN:
        return [clause.as_phrase() for clause in _in_field(item)]
    return [beginning(item.beginning) if item.beginning else phrase(f"{item.field} {item.text}")]


def _in_field(item: Item) -> list[Clause]:
    fields = WORDS_IN[item.field]
    if item.beginning:
        return [beginning(item.beginning).but(fields=fields)]
    clauses = [phrase(item.text)] if item.is_quoted and item.field != "number" else plain(item.text)
    return [clause.but(fields=fields, exact=True, alternatives=()) for clause in clauses]


def _one_clause(parsed: ParsedQuery) -> Clause | None:
    """The wanted words and conditions of a part of a query as one clause; None where it has none."""
    clauses = [*parsed.wanted, *map(choice, parsed.conditions)]
    return every(clauses) if clauses else None


def _joined_condition(parts: Sequence[ParsedQuery]) -> Condition | None:
    """One condition in place of several that OR joins, where they are all on one facet: country:MY OR country:ID."""
    conditions = [condition for part in parts for condition in part.conditions]
    is_one_facet = len({condition.facet for condition in conditions}) == 1
    if not is_one_facet or len(conditions) < len(parts) or any(part.wanted for part in parts):
        return None
    values = tuple(dict.fromkeys(value for condition in conditions for value in condition.values))
    return Condition(conditions[0].facet, values, tuple(span for condition in conditions for span in condition.spans))


def _without_stop_words(clauses: list[Clause]) -> list[Clause]:
    significant = [clause for clause in clauses if not (clause.kind == "word" and clause.words[0] in STOP_WORDS)]
    return significant or clauses


def _bounded(*lists: list[Clause]) -> list[tuple[Clause, ...]]:
    """The lists without repeated and empty clauses, cut where MAX_TERMS terms are reached over all of them."""
    left, bounded = MAX_TERMS, []
    for clauses in lists:
        cut_clauses = []
        for clause in dict.fromkeys(clauses):
            cut = clause if len(clause.terms) <= left else clause.cut_to(left)
            left -= len(cut.terms)
            if cut.terms or cut.parts:
                cut_clauses.append(cut)
        bounded.append(tuple(cut_clauses))
    return bounded


def _first_conditions(conditions: list[Condition]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(conditions))[:MAX_CONDITIONS]
