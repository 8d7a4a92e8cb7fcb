"""Text made into clauses: words, phrases, runs of a script without spaces, numbers of laws, years."""

from ..analysis.analyser import Token, Unit, stem, units
from ..analysis.calendars import Year, years
from ..analysis.folding import fold
from ..analysis.reference_numbers import Reference, references
from .ast import Alternative, Clause

# Words of a law's number that other spellings of it leave out.
NUMBER_WORDS = frozenset({"no", "nos", "nr", "n", "number", "nomor", "of", "tahun", "th", "de"})
# Hangul particles that a reader types at the end of a word and a title need not have there.
PARTICLES = frozenset(map(fold, ["은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로"]))


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
