"""A question widened by what its words are called elsewhere: every name in it may stand for the others."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ..analysis.analyser import units
from ..analysis.folding import fold
from ..parsing.ast import Alternative, Clause
from ..parsing.ast_builders import clause_of
from ..thesaurus.thesaurus import Concept, Found, Thesaurus, key_of
from .term_frequencies import TermFrequencies

MOST_ALTERNATIVES = 24  # of a whole question
# What stands between the names in a run and says nothing of what is sought.
SMALL = (
    "ว่าด้วย เกี่ยวกับ การ ของ และ ใน ที่ ກ່ຽວກັບ ວ່າດ້ວຍ ການ ຂອງ ແລະ ស្តីពី នៃ និង အကြောင်း များ"
    " 的 和 与 與 及 之 の と に関する 의 와 과"
)
SMALL_RUNS = re.compile(f"(?:{'|'.join(fold(SMALL).split())})*")
# Places in the index that other names may make Tantivy read, beside a share of those that the words themselves do: the
# time for a question stays in proportion however often its names stand in however many texts.
FEW, SHARE = 5_000, 0.25

Named = tuple[Clause, Sequence[Concept]]  # a clause and what it is a name of


class SynonymExpansion:
    """What the index does not have at all is not asked for."""

    def __init__(self, thesaurus: Thesaurus, frequencies: TermFrequencies):
        self._thesaurus, self._frequencies = thesaurus, frequencies
        self._left = MOST_ALTERNATIVES

    def of(self, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
        """The clauses with their alternatives: names of several words as one, runs cut where a name stands in them."""
        named = self._named(clauses)
        widened = (clause.but(also=(*clause.also, *self._also(clause, concepts, named))) for clause, concepts in named)
        return tuple(self._sifted(clause) for clause in widened)

    def _named(self, clauses: Sequence[Clause]) -> list[Named]:
        done, at = [], 0
        while at < len(clauses):
            count, concepts = self._thesaurus.longest(_keys(clauses[at:]))
            taken = clauses[at : at + max(count, 1)]
            done += [(_together(taken), concepts)] if count else self._cut(taken[0])
            at += len(taken)
        return [(clause.but(countries=_countries(concepts)), concepts) for clause, concepts in done]

    def _also(self, clause: Clause, concepts: Sequence[Concept], named: list[Named]) -> list[Alternative]:
        others = [other for each in concepts for other in _others(each, clause, alone=len(named) == 1)]
        by_meaning = {(other.terms, other.facet, other.value): other for other in reversed(others)}
        return list(reversed(by_meaning.values()))

    def _cut(self, clause: Clause) -> list[Named]:
        """A run as the names in it and what is left between; what the index does not have may be missing."""
        found = self._thesaurus.inside(clause.text) if clause.run and not clause.exact else []
        if not found:
            return [(clause, ())]
        return [piece for piece in (self._piece(*each) for each in _pieces(clause.text, found)) if piece]

    def _piece(self, text: str, concepts: Sequence[Concept]) -> Named | None:
        if not concepts and SMALL_RUNS.fullmatch(text):
            return None
        clause = clause_of(next(units(text)))
        return clause.but(optional=not concepts and not self._frequencies.knows(clause)), concepts

    def _sifted(self, clause: Clause) -> Clause:
        """Only the alternatives that the index has, no more than the question may have, where they cost least."""
        fields = self._affordable(clause)
        kept = [other._replace(fields=tuple(fields[other])) for other in clause.also if other in fields][: self._left]
        self._left -= len(kept)
        return clause.but(also=tuple(kept))

    def _affordable(self, clause: Clause) -> dict[Alternative, list[str]]:
        places = sorted(
            (cost, number, field)
            for number, other in enumerate(clause.also)
            for field, cost in self._frequencies.places(other)
        )
        left, fields = FEW + SHARE * self._frequencies.cost(clause), defaultdict(list)
        for cost, number, field in places:
            left -= cost
            if left < 0:
                break
            fields[clause.also[number]].append(field)
        return fields


def _countries(concepts: Sequence[Concept]) -> tuple[str, ...]:
    return tuple(concept.value for concept in concepts if concept.facet == "country")


def _keys(clauses: Sequence[Clause]) -> list[tuple[str, ...]]:
    """The words that may be names, up to the first that may not."""
    keys = []
    for clause in clauses:
        if clause.exact or clause.keys:
            break
        keys.append(key_of(clause.words))
    return keys


def _together(clauses: Sequence[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    words = [word for clause in clauses for word in clause.words]
    return Clause("stretch", tuple(enumerate(words)), parts=tuple(clauses))


def _others(concept: Concept, clause: Clause, *, alone: bool) -> list[Alternative]:
    """What finds more than the clause itself: not a name that has all its words, nor a choice whose label was typed.

    The labels of all choices stand in every record of theirs. The names of a kind as such and, beside other words,
    those of a country are nothing but its choice: who types "legislation" wants laws, not what mentions acts.
    """
    own, labels = set(key_of(clause.words)), _labels(concept)
    choice = [other for other in concept.alternatives if other.facet and own not in labels]
    is_kind = concept.facet == "kind" and labels[0] == labels[1]
    if is_kind or (concept.facet == "country" and not alone):
        return choice
    names = (other for other in concept.alternatives if other.terms)
    return choice + [other for other in names if not own.issubset(key_of(term for _, term in other.terms))]


def _labels(concept: Concept) -> list[set[str]]:
    """The words that stand in every record of a choice: its label or, for a kind, what the kind itself is called."""
    told = (concept.label, concept.value.replace("-", " "))
    return [set(key_of(term.text for unit in units(each) for term in unit.parts)) for each in told]


def _pieces(run: str, found: list[Found]) -> list[tuple[str, tuple[Concept, ...]]]:
    pieces, at = [], 0
    for start, end, concepts in found:
        pieces += [(run[at:start], ()), (run[start:end], concepts)]
        at = end
    return [(text, concepts) for text, concepts in [*pieces, (run[at:], ())] if text]
