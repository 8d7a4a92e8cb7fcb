"""What a visitor typed, read as words, phrases, numbers of laws and exclusions. Any text at all can be read."""

import re
from dataclasses import dataclass

from .analyser import Token, Unit, units
from .numbers import Reference, references

LONGEST_QUESTION = 2000  # characters that are read
MOST_TERMS = 32  # terms that are looked for

QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\uff02", '"'))
ITEM = re.compile(r'(?P<minus>(?<!\S)[-\u2212](?=[^\s\-]))?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+|"))')

# English words that say nothing of what is sought. They still count inside quotation marks.
SMALL_WORDS = frozenset({
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "how", "i", "in", "into",
    "is", "it", "of", "on", "or", "that", "the", "to", "was", "what", "which", "with",
})  # fmt: skip
# Words of a law's number that other spellings of it leave out.
NUMBER_WORDS = frozenset({"no", "nos", "nr", "n", "number", "nomor", "of", "tahun", "th", "de"})


@dataclass(frozen=True)
class Clause:
    """One thing that is sought.

    kind  "word": the one term; "compound": all `terms`, or `joined` instead; "phrase": `terms` in a row (or `joined`);
          "run": most of the character pairs of a text written without spaces;
          "number": any of `keys`, or all `terms`.
    terms pairs of position and term.
    """

    kind: str
    terms: tuple[tuple[int, str], ...]
    joined: str = ""
    keys: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(term for _, term in self.terms)

    def contiguous(self) -> "Clause":
        """The same as a phrase: what an exclusion means by "co-chairs"."""
        return self if len(self.terms) == 1 else Clause("phrase", self.terms, self.joined)


@dataclass(frozen=True)
class Wording:
    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()

    @property
    def terms(self) -> list[str]:
        """The terms to mark where they stand in a record, each once."""
        found = [word for clause in self.wanted for word in (*clause.words, clause.joined) if word]
        return list(dict.fromkeys(found))


def read(question: str) -> Wording:
    """Never fails: what cannot be searched for is passed over, and so is everything beyond MOST_TERMS."""
    bare, wanted, unwanted = [], [], []
    for item in ITEM.finditer(question[:LONGEST_QUESTION].translate(QUOTES)):
        text = item["quoted"] if item["bare"] is None else item["bare"]
        if item["minus"]:
            unwanted.append(phrase(text))
        elif item["bare"] is None:
            wanted.append(phrase(text))
        else:
            bare.append(text)
    return Wording(*_bounded(_without_small_words(_plain(" ".join(bare))) + wanted, unwanted))


def phrase(text: str) -> Clause:
    """`text` as one row of terms."""
    found = list(units(text))
    if len(found) == 1:
        return _clause(found[0]).contiguous()
    return Clause("phrase" if found else "word", _places([token for unit in found for token in unit.parts]))


def _plain(text: str) -> list[Clause]:
    numbered = references(text)
    clauses = [_clause(unit) for unit in units(text) if not _is_inside(unit, numbered)]
    return clauses + [_number(text, reference) for reference in numbered]


def _clause(unit: Unit) -> Clause:
    if len(unit.parts) == 1:
        return Clause("word", _places(unit.parts))
    if unit.joined:
        return Clause("compound", _places(unit.parts), unit.joined.text)
    # Up to four characters are one word for sure; more may be several, written as one.
    return Clause("phrase" if len(unit.parts) < 4 else "run", _places(unit.parts))


def _number(text: str, reference: Reference) -> Clause:
    tokens = [token for unit in units(text[reference.start : reference.end]) for token in unit.parts]
    return Clause("number", _places([token for token in tokens if token.text not in NUMBER_WORDS]), keys=reference.keys)


def _is_inside(unit: Unit, numbered: list[Reference]) -> bool:
    return any(reference.start <= unit.parts[0].start < reference.end for reference in numbered)


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
            cut = Clause(clause.kind, clause.terms[:left], clause.joined, clause.keys)
            left -= len(cut.terms)
            if cut.terms:
                kept.append(cut)
        bounded.append(tuple(kept))
    return bounded
