"""What a visitor typed, read as words, phrases, numbers of laws, years, fields and exclusions. Any text can be read."""

import re
from dataclasses import dataclass

from .analyser import Token, Unit, stem, units
from .calendars import Year, years
from .clause import Alternative, Clause
from .fields import WORDS_IN, Condition, Resolve, condition
from .folding import fold
from .numbers import Reference, references

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
    "what",
    "when", "where", "which", "who", "with",
})  # fmt: skip
# Words of a law's number that other spellings of it leave out.
NUMBER_WORDS = frozenset({"no", "nos", "nr", "n", "number", "nomor", "of", "tahun", "th", "de"})
# Hangul particles that a reader types at the end of a word and a title need not have there.
PARTICLES = frozenset(map(fold, ["은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로"]))


@dataclass(frozen=True)
class Wording:
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


def read(question: str, resolve: Resolve = lambda facet, text: ()) -> Wording:
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
    return Wording(*_bounded(telling + wanted, unwanted), *(_few(conditions[minus]) for minus in (False, True)))


def phrase(text: str) -> Clause:
    """`text` as one row of terms, meant as it stands."""
    found = list(units(text))
    if len(found) == 1:
        return clause_of(found[0]).but(exact=True).contiguous()
    row = _places([token for unit in found for token in unit.parts])
    return Clause("phrase" if found else "word", row, exact=True)


def plain(text: str) -> list[Clause]:
    """The clauses of a text without quotation marks: words and runs in order, then numbers of laws and years."""
    numbered = references(text)
    dated = [year for year in years(text) if not _is_inside(year.start, numbered)]
    clauses = [clause_of(unit) for unit in units(text) if not _is_inside(unit.parts[0].start, [*numbered, *dated])]
    return clauses + [_number(text, reference) for reference in numbered] + [_year(year) for year in dated]


def clause_of(unit: Unit) -> Clause:
    if unit.run:
        return _run(unit)
    if len(unit.parts) == 1:
        return Clause("word", _places(unit.parts), text=unit.word)
    return Clause("compound", _places(unit.parts), unit.joined.text if unit.joined else "")


def _run(unit: Unit) -> Clause:
    parts = unit.parts
    if len(parts) > 1 and any(parts[-1].text.endswith(particle) for particle in PARTICLES):
        parts = parts[:-1]  # what is left finds the word with its particle as well
    # Up to four characters are one word for sure; more may be several, written as one.
    kind = "word" if len(parts) == 1 else "phrase" if len(parts) < 4 else "run"
    return Clause(kind, _places(parts), text=unit.run, run=True)


def _in_field(field: str, text: str, *, quoted: bool) -> list[Clause]:
    clauses = [phrase(text)] if quoted and field != "number" else plain(text)
    return [clause.but(fields=WORDS_IN[field], exact=True, also=()) for clause in clauses]


def _number(text: str, reference: Reference) -> Clause:
    tokens = [token for unit in units(text[reference.start : reference.end]) for token in unit.parts]
    row = _places([token for token in tokens if token.text not in NUMBER_WORDS])
    also = tuple(dict.fromkeys(other for key in reference.keys for other in _mentions(key)))
    return Clause("number", row, keys=reference.keys, exact=True, also=also)


def _mentions(key: str) -> list[Alternative]:
    """How a text that is about something else names a law: "act 670", "12 of 2013", 9208 where it tells enough."""
    name, _, number = key.rpartition(" ")
    first, _, year = number.partition("/")
    if year:
        rows = [((0, first), (1, year)), ((0, first), (2, year))]
    else:
        rows = [((0, stem(name)), (1, first))] if name else [((0, first),)] if len(first) > 3 else []
    return [Alternative("", terms=row) for row in rows]


def _year(year: Year) -> Clause:
    """The number as it stands; below that the same year of our calendar, in words or as the record's date."""
    words = [Alternative(ours, terms=((0, ours),)) for ours in year.ours if ours != year.number]
    dates = [Alternative("" if ours == year.number else ours, facet="year", value=ours) for ours in year.ours]
    return Clause("word", ((0, year.number),), text=year.number, exact=True, also=(*words, *dates))


def _is_inside(place: int, spans: list[Reference | Year]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _places(tokens: list[Token] | tuple[Token, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((token.position - tokens[0].position, token.text) for token in tokens)


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
