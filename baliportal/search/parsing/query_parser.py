"""The query parser: words, phrases, numbers of laws, years, fields and exclusions. Every text is a valid query."""

import re
from dataclasses import dataclass

from .ast import Clause
from .ast_builders import phrase, plain
from .field_syntax import PLACES, WORDS_IN, Condition, Resolve, condition

# Characters that are read, terms that are searched for, and conditions of each kind: bounds on the cost of a query.
MAX_QUERY_LENGTH = 2000
MAX_TERMS = 32
MAX_CONDITIONS = 16

QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\uff02", '"'))
ITEM = re.compile(
    r'(?P<minus>(?<!\S)[-\u2212](?=[^\s\-]))?(?:(?<![\w"])(?P<field>[a-zA-Z]{1,20}):(?=[^\s:]))?'
    r'(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+|"))'
)

# English stop words. They still count inside quotation marks.
STOP_WORDS = frozenset({
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "can", "did", "do", "does", "for", "from", "has", "have",
    "how", "i", "in", "into", "is", "it", "of", "on", "or", "that", "the", "their", "there", "to", "was", "were",
    "what", "when", "where", "which", "who", "with",
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
    bare: list[str] = []
    wanted: list[Clause] = []
    unwanted: list[Clause] = []
    conditions: dict[bool, list[Condition]] = {False: [], True: []}
    places: tuple[str, ...] = ()
    for item in ITEM.finditer(query[:MAX_QUERY_LENGTH].translate(QUOTES)):
        text = item["quoted"] if item["bare"] is None else item["bare"]
        field, minus = (item["field"] or "").casefold(), bool(item["minus"])
        if parsed := condition(field, text, resolve):
            conditions[minus].append(parsed)
        elif field == "in" and text.casefold() in PLACES and not minus:
            places = PLACES[text.casefold()]
        elif field in WORDS_IN:
            clauses = _in_field(field, text, quoted=item["bare"] is None)
            (unwanted if minus else wanted).extend(clause.as_phrase() if minus else clause for clause in clauses)
        elif minus:
            unwanted.append(phrase(f"{field} {text}"))
        elif item["bare"] is None and not field:
            wanted.append(phrase(text))
        else:
            bare.append(f"{field} {text}")
    significant = _without_stop_words(plain(" ".join(bare)))
    if places:
        significant = [clause.but(fields=places) for clause in significant]
        wanted = [clause if clause.fields else clause.but(fields=places) for clause in wanted]
    wanted_clauses, unwanted_clauses = _bounded(significant + wanted, unwanted)
    return ParsedQuery(
        wanted_clauses, unwanted_clauses, _first_conditions(conditions[False]), _first_conditions(conditions[True])
    )


def _in_field(field: str, text: str, *, quoted: bool) -> list[Clause]:
    clauses = [phrase(text)] if quoted and field != "number" else plain(text)
    return [clause.but(fields=WORDS_IN[field], exact=True, alternatives=()) for clause in clauses]


def _without_stop_words(clauses: list[Clause]) -> list[Clause]:
    significant = [clause for clause in clauses if not (clause.kind == "word" and clause.words[0] in STOP_WORDS)]
    return significant or clauses


def _bounded(*lists: list[Clause]) -> list[tuple[Clause, ...]]:
    """The lists without repeated and empty clauses, cut where MAX_TERMS terms are reached over all of them."""
    left, bounded = MAX_TERMS, []
    for clauses in lists:
        cut_clauses = []
        for clause in dict.fromkeys(clauses):
            cut = clause if len(clause.terms) <= left else clause.but(terms=clause.terms[:left], text="")
            left -= len(cut.terms)
            if cut.terms:
                cut_clauses.append(cut)
        bounded.append(tuple(cut_clauses))
    return bounded


def _first_conditions(conditions: list[Condition]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(conditions))[:MAX_CONDITIONS]
