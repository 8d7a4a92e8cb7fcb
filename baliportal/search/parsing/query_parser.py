"""What a visitor typed, read as words, phrases, numbers of laws, years, fields and exclusions. Any text can be read."""

import re
from dataclasses import dataclass

from .ast import Clause
from .ast_builders import phrase, plain
from .field_syntax import WORDS_IN, Condition, Resolve, condition

LONGEST_QUESTION = 2000  # characters that are read
MOST_TERMS = 32  # terms that are looked for
MOST_CONDITIONS = 16

QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\uff02", '"'))
ITEM = re.compile(
    r'(?P<minus>(?<!\S)[-\u2212](?=[^\s\-]))?(?:(?<![\w"])(?P<field>[a-zA-Z]{1,20}):(?=[^\s:]))?'
    r'(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+|"))'
)

# English words that say nothing of what is sought. They still count inside quotation marks.
SMALL_WORDS = frozenset({
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "can", "did", "do", "does", "for", "from", "has", "have",
    "how", "i", "in", "into", "is", "it", "of", "on", "or", "that", "the", "their", "there", "to", "was", "were",
    "what", "when", "where", "which", "who", "with",
})  # fmt: skip


@dataclass(frozen=True)
class ParsedQuery:
    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()
    conditions: tuple[Condition, ...] = ()
    excluded: tuple[Condition, ...] = ()
    whole: str = ""  # the question as it was typed, which may be a title

    @property
    def terms(self) -> list[str]:
        """The terms to mark where they stand in a record, each once."""
        found = [word for clause in self.wanted for word in clause.marked if word]
        return list(dict.fromkeys(found))


def parse(question: str, resolve: Resolve = lambda facet, text: ()) -> ParsedQuery:
    """Never fails: what cannot be searched for is passed over, and so is everything beyond MOST_TERMS.

    `resolve` knows the values of facets by name.
    """
    bare, wanted, unwanted, conditions = [], [], [], {False: [], True: []}
    for item in ITEM.finditer(question[:LONGEST_QUESTION].translate(QUOTES)):
        text = item["quoted"] if item["bare"] is None else item["bare"]
        field, minus = (item["field"] or "").casefold(), bool(item["minus"])
        if found := condition(field, text, resolve):
            conditions[minus].append(found)
        elif field in WORDS_IN:
            clauses = _in_field(field, text, quoted=item["bare"] is None)
            (unwanted if minus else wanted).extend(clause.contiguous() if minus else clause for clause in clauses)
        elif minus:
            unwanted.append(phrase(f"{field} {text}"))
        elif item["bare"] is None and not field:
            wanted.append(phrase(text))
        else:
            bare.append(f"{field} {text}")
    telling = _without_small_words(plain(" ".join(bare)))
    return ParsedQuery(*_bounded(telling + wanted, unwanted), *(_few(conditions[minus]) for minus in (False, True)))


def _in_field(field: str, text: str, *, quoted: bool) -> list[Clause]:
    clauses = [phrase(text)] if quoted and field != "number" else plain(text)
    return [clause.but(fields=WORDS_IN[field], exact=True, also=()) for clause in clauses]


def _without_small_words(clauses: list[Clause]) -> list[Clause]:
    telling = [clause for clause in clauses if not (clause.kind == "word" and clause.words[0] in SMALL_WORDS)]
    return telling or clauses


def _bounded(*lists: list[Clause]) -> list[tuple[Clause, ...]]:
    left, bounded = MOST_TERMS, []
    for clauses in lists:
        kept = []
        for clause in dict.fromkeys(clauses):
            cut = clause if len(clause.terms) <= left else clause.but(terms=clause.terms[:left], text="")
            left -= len(cut.terms)
            if cut.terms:
                kept.append(cut)
        bounded.append(tuple(kept))
    return bounded


def _few(conditions: list[Condition]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(conditions))[:MOST_CONDITIONS]
