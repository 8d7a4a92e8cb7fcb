"""Synonym expansion: every name of a concept in a query may stand for the concept's other names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

from ..analysis.analyser import units
from ..analysis.folding import fold
from ..parsing.ast import Alternative, Clause
from ..parsing.ast_builders import any_of, clause_of, every
from ..thesaurus.thesaurus import Concept, NameInRun, Thesaurus, name_key
from .compounding import Compounding
from .term_frequencies import TermFrequencies

# Alternatives of a whole query.
MAX_ALTERNATIVES = 24
# Stop words of scripts without spaces, left out where they stand between the names in a run.
STOP_WORDS = (
    "ว่าด้วย เกี่ยวกับ การ ของ และ ใน ที่ ກ່ຽວກັບ ວ່າດ້ວຍ ການ ຂອງ ແລະ ស្តីពី នៃ និង အကြောင်း များ"
    " 的 和 与 與 及 之 の と に関する 의 와 과"
)
STOP_RUNS = re.compile(f"(?:{'|'.join(fold(STOP_WORDS).split())})*")
# Postings that the synonyms of a clause may make Tantivy read: so many, and this share of those that its own words do.
# The time for a query then stays in proportion, however many texts mention a synonym.
FREE_POSTINGS, SHARE_OF_OWN_POSTINGS = 5_000, 0.25

NamedClause = tuple[Clause, Sequence[Concept]]  # a clause and the concepts that it names


class SynonymExpansion:
    """The alternatives for the clauses of one query; names that the index does not have are left out."""

    def __init__(self, thesaurus: Thesaurus, frequencies: TermFrequencies):
        self._thesaurus, self._frequencies = thesaurus, frequencies
        self._compounding = Compounding(frequencies)

    def expand(self, clauses: Sequence[Clause], most: int = MAX_ALTERNATIVES) -> tuple[Clause, ...]:
        """The clauses with their alternatives, up to so many; words that make one name become one clause, runs are cut
        at names.
        """
        named = self._compounds(self._named(clauses))
        is_alone = len(named) == 1
        expanded = (
            clause.but(alternatives=(*clause.alternatives, *_alternatives(clause, concepts, is_alone)))
            for clause, concepts in named
        )
        return tuple(self._with_parts(clause, most) for clause in self._limited(list(expanded), most))

    def _with_parts(self, clause: Clause, most: int) -> Clause:
        """Of a clause whose parts are joined by OR, each part with its own alternatives."""
        if clause.kind != "either":
            return clause
        share = max(most // len(clause.parts), 1)
        parts = (part.parts if part.kind == "stretch" and part.exact else (part,) for part in clause.parts)
        return any_of([every(self.expand(each, share)) for each in parts])

    def _named(self, clauses: Sequence[Clause]) -> list[NamedClause]:
        named: list[NamedClause] = []
        at = 0
        while at < len(clauses):
            count, concepts = self._thesaurus.longest_name(_keys(clauses[at:]))
            words = clauses[at : at + max(count, 1)]
            named += [(_joined(words), concepts)] if count else self._cut_at_names(words[0])
            at += len(words)
        return [
            (clause.but(countries=_countries(concepts), sorts=_sorts(concepts)), concepts) for clause, concepts in named
        ]

    def _compounds(self, named: Sequence[NamedClause]) -> list[NamedClause]:
        """Two words that records also write as one, and a rare word that they may write as two, in either form."""
        joined: list[NamedClause] = []
        for clause, concepts in named:
            before, others = joined[-1] if joined else (None, ())
            if before and not concepts and not others and (compound := self._compounding.joined(before, clause)):
                joined[-1] = compound, ()
            else:
                joined.append((clause if concepts else self._compounding.split(clause), concepts))
        return joined

    def _cut_at_names(self, clause: Clause) -> list[NamedClause]:
        """A run as the names in it and the pieces between them; a piece that the index does not have is optional."""
        names = self._thesaurus.names_in_run(clause.text) if clause.run and not clause.exact else []
        if not names:
            return [(clause, ())]
        return [
            self._clause_of_piece(piece, concepts)
            for piece, concepts in _pieces(clause.text, names)
            if concepts or not STOP_RUNS.fullmatch(piece)
        ]

    def _clause_of_piece(self, text: str, concepts: Sequence[Concept]) -> NamedClause:
        clause = clause_of(next(units(text)))
        return clause.but(optional=not concepts and not self._frequencies.knows(clause)), concepts

    def _limited(self, clauses: Sequence[Clause], left: int) -> Iterator[Clause]:
        """The clauses with those of their alternatives that the index has and the query can afford.

        Each has an equal share of what those before it have left, so that none is without its choice of a facet.
        """
        for number, clause in enumerate(clauses):
            fields = self._affordable_fields(clause)
            others = [other._replace(fields=tuple(fields[other])) for other in clause.alternatives if other in fields]
            affordable = others[: ceil(left / (len(clauses) - number))]
            left -= len(affordable)
            yield clause.but(alternatives=tuple(affordable))

    def _affordable_fields(self, clause: Clause) -> dict[Alternative, list[str]]:
        """The fields in which to look for each alternative, the cheapest first, as far as the postings last."""
        costs = sorted(
            (cost, number, field)
            for number, other in enumerate(clause.alternatives)
            for field, cost in self._frequencies.field_costs(other)
        )
        left = FREE_POSTINGS + SHARE_OF_OWN_POSTINGS * self._frequencies.cost(clause)
        fields: dict[Alternative, list[str]] = defaultdict(list)
        for cost, number, field in costs:
            left -= cost
            if left < 0:
                break
            fields[clause.alternatives[number]].append(field)
        return fields


def _countries(concepts: Sequence[Concept]) -> tuple[str, ...]:
    return tuple(concept.value for concept in concepts if concept.facet == "country")


def _sorts(concepts: Sequence[Concept]) -> tuple[tuple[str, str], ...]:
    return tuple((concept.facet, concept.value) for concept in concepts if concept.facet in ("kind", "type"))


def _keys(clauses: Sequence[Clause]) -> list[tuple[str, ...]]:
    """The thesaurus keys of the clauses up to the first that cannot be part of a name."""
    keys = []
    for clause in clauses:
        if clause.exact or clause.keys:
            break
        keys.append(name_key(clause.words))
    return keys


def _joined(clauses: Sequence[Clause]) -> Clause:
    """Words that make one name together, as one clause."""
    if len(clauses) == 1:
        return clauses[0]
    words = [word for clause in clauses for word in clause.words]
    return Clause("stretch", tuple(enumerate(words)), parts=tuple(clauses))


def _alternatives(clause: Clause, concepts: Sequence[Concept], is_alone: bool) -> list[Alternative]:
    """The alternatives of a clause by all the concepts that it names, each once, the first with its label."""
    others = [other for concept in concepts for other in _useful_alternatives(concept, clause, is_alone)]
    by_meaning = {(other.terms, other.facet, other.value): other for other in reversed(others)}
    return list(reversed(by_meaning.values()))


def _useful_alternatives(concept: Concept, clause: Clause, is_alone: bool) -> list[Alternative]:
    """The alternatives that find more than the clause itself: no name with all its words, no choice typed by label.

    A choice's label stands in every record that has the choice, so searching for it finds these already. A kind and,
    beside other words, a country are replaced by their choice alone: "legislation" asks for laws, not for records that
    mention acts.
    """
    own, labels = set(name_key(clause.words)), _labels(concept)
    choice = [other for other in concept.alternatives if other.facet and own not in labels]
    is_kind = concept.facet == "kind" and labels[0] == labels[1]
    if is_kind or (concept.facet == "country" and not is_alone):
        return choice
    names = (other for other in concept.alternatives if other.terms)
    return choice + [other for other in names if not own.issubset(name_key(term for _, term in other.terms))]


def _labels(concept: Concept) -> list[set[str]]:
    """The words that stand in every record of a choice: of its label and, as of a kind, of its value."""
    labels = (concept.label, concept.value.replace("-", " "))
    return [set(name_key(term.text for unit in units(label) for term in unit.parts)) for label in labels]


def _pieces(run: str, names: list[NameInRun]) -> list[tuple[str, tuple[Concept, ...]]]:
    """The run in pieces that join to it again: names with their concepts, and what stands between them with none."""
    pieces: list[tuple[str, tuple[Concept, ...]]] = []
    at = 0
    for start, end, concepts in names:
        pieces += [(run[at:start], ()), (run[start:end], concepts)]
        at = end
    return [(text, concepts) for text, concepts in [*pieces, (run[at:], ())] if text]
