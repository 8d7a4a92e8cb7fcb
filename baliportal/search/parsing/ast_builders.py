"""Builders of clauses from text: words, phrases, runs of a script without spaces, numbers of laws, years."""

from collections.abc import Sequence

from ..analysis.analyser import Token, Unit, stem, units
from ..analysis.calendars import Year, years
from ..analysis.folding import fold
from ..analysis.reference_numbers import Reference, references
from .ast import ANY_WORD, Alternative, Clause, ClauseKind
from .field_syntax import Condition

# Words in a law's number that other ways to write it leave out.
NUMBER_WORDS = frozenset({"no", "nos", "nr", "n", "number", "nomor", "of", "tahun", "th", "de"})
# Hangul particles at the end of a typed word, which a title may lack.
PARTICLES = frozenset(map(fold, ["은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로"]))


def phrase(text: str) -> Clause:
    """`text` as one phrase, without synonyms; a word without terms when there is nothing to search for."""
    words = list(units(text))
    if len(words) == 1:
        return clause_of(words[0]).but(exact=True).as_phrase()
    terms = _placed_terms([token for unit in words for token in unit.parts])
    return Clause("phrase" if words else "word", terms, exact=True)


def plain(text: str) -> list[Clause]:
    """The clauses of a text without quotation marks: words and runs in order, then numbers of laws and years."""
    numbered = references(text)
    dated = [year for year in years(text) if not _is_inside(year.start, numbered)]
    clauses = [clause_of(unit) for unit in units(_without(text, [*numbered, *dated]))]
    return clauses + [_number(text, reference) for reference in numbered] + [_year(text, year) for year in dated]


def beginning(word: str) -> Clause:
    """A word of which the folded beginning was typed."""
    return Clause("prefix", ((0, f"{word}{ANY_WORD}"),), text=word, exact=True)


def any_of(clauses: Sequence[Clause]) -> Clause:
    """The clauses as alternatives of each other."""
    return _of_parts("either", clauses) if len(clauses) > 1 else clauses[0]


def every(clauses: Sequence[Clause]) -> Clause:
    """The clauses as one that asks for all of them."""
    return _of_parts("stretch", clauses) if len(clauses) > 1 else clauses[0]


def choice(condition: Condition) -> Clause:
    """A choice of a facet, as part of another clause."""
    return Clause("choice", (), exact=True, choice=condition)


def _of_parts(kind: ClauseKind, parts: Sequence[Clause]) -> Clause:
    words = enumerate(word for part in parts for word in part.words)
    return Clause(kind, tuple(words), exact=True, parts=tuple(parts))


def clause_of(unit: Unit) -> Clause:
    """The clause for one word of a text, or one run of a script without spaces."""
    if unit.run:
        return _run(unit)
    if len(unit.parts) == 1:
        return Clause("word", _placed_terms(unit.parts), text=unit.word)
    return Clause("compound", _placed_terms(unit.parts), unit.joined.text if unit.joined else "")


def _run(unit: Unit) -> Clause:
    parts = unit.parts
    if len(parts) > 1 and any(parts[-1].text.endswith(particle) for particle in PARTICLES):
        parts = parts[:-1]  # the pairs before the particle match the word with and without it
    # Up to four characters (three pairs) are one word; a longer run may be several words written as one.
    kind: ClauseKind = "word" if len(parts) == 1 else "phrase" if len(parts) < 4 else "run"
    return Clause(kind, _placed_terms(parts), text=unit.run, run=True)


def _number(text: str, reference: Reference) -> Clause:
    tokens = [token for unit in units(text[reference.start : reference.end]) for token in unit.parts]
    terms = _placed_terms([token for token in tokens if token.text not in NUMBER_WORDS])
    mentions = tuple(dict.fromkeys(other for key in reference.keys for other in _mentions(key)))
    return Clause("number", terms, keys=reference.keys, exact=True, alternatives=mentions)


def _mentions(key: str) -> list[Alternative]:
    """The phrases by which other texts cite a law: "act 670", "12 of 2013"; 9208 alone as it has four digits."""
    name, _, number = key.rpartition(" ")
    first, _, year = number.partition("/")
    phrases: list[tuple[tuple[int, str], ...]] = []
    if year:
        phrases = [((0, first), (1, year)), ((0, first), (2, year))]
    elif name:
        phrases = [((0, stem(name)), (1, first))]
    elif len(first) > 3:
        phrases = [((0, first),)]
    return [Alternative("", terms=terms) for terms in phrases]


def _year(text: str, year: Year) -> Clause:
    """The year as typed, with the same years of the Gregorian calendar, as words and as dates, for alternatives."""
    others = [gregorian for gregorian in year.gregorian if gregorian != year.number]
    words = [Alternative(other, terms=((0, other),)) for other in others]
    dates = [Alternative(value if value in others else "", facet="year", value=value) for value in year.gregorian]
    typed = Clause("word", ((0, year.number),), text=year.number, exact=True)
    return (typed if year.number else phrase(text[year.start : year.end])).but(alternatives=(*words, *dates))


def _without(text: str, spans: Sequence[Reference | Year]) -> str:
    """The text with blanks in place of spans: what stands beside them in a run without spaces stays."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _is_inside(place: int, spans: Sequence[Reference | Year]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _placed_terms(tokens: Sequence[Token]) -> tuple[tuple[int, str], ...]:
    """Pairs of position, counted from the first token, and term."""
    return tuple((token.position - tokens[0].position, token.text) for token in tokens)
