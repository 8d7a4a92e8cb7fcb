"""The syntax tree of a query: a list of clauses, each with its alternatives."""

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from .field_syntax import Condition

# Stands in a phrase for a position that any word may fill.
ANY_WORD = "*"

# Characters of a run that are looked through for names where it has more terms than a query may have.
LONGEST_RUN = 64

ClauseKind = Literal["word", "compound", "phrase", "run", "stretch", "number", "prefix", "either", "choice"]


class Alternative(NamedTuple):
    """A phrase or a choice of a facet that may match in place of a clause.

    `label` is shown to visitors, '' for none. `terms` are pairs of position and term. `fields` are those of the index
    that are searched for it.
    """

    label: str
    terms: tuple[tuple[int, str], ...] = ()
    facet: str = ""
    value: str = ""
    fields: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        """Its terms as one string, "traffick * person", to be highlighted only where all follow each other."""
        words = dict(self.terms)
        return " ".join(words.get(place, ANY_WORD) for place in range(max(words, default=-1) + 1))


@dataclass(frozen=True)
class Clause:
    """One condition on the words of a record.

    kind          "word": the one term; "compound": all `terms`, or `joined` instead; "phrase": `terms` in order, or
                  `joined`; "run": most of the character pairs of a text written without spaces; "stretch": all
                  `parts`, which together are a name or stand in parentheses; "number": any of `keys`, or all
                  `terms`; "prefix": a word that begins with `text`; "either": any of `parts`; "choice": `choice`.
    terms         pairs of position and term; `text` is their folded source, for a word or a run.
    alternatives  match in its place, with less weight.
    """

    kind: ClauseKind
    terms: tuple[tuple[int, str], ...]
    joined: str = ""
    keys: tuple[str, ...] = ()
    text: str = ""
    run: bool = False  # written without spaces, so that names may stand inside
    parts: tuple["Clause", ...] = ()
    fields: tuple[str, ...] = ()  # the only ones that are searched; () for all
    alternatives: tuple[Alternative, ...] = ()
    choice: Condition | None = None
    countries: tuple[str, ...] = ()  # codes of the countries that it names
    sorts: tuple[tuple[str, str], ...] = ()  # facet and value of each kind and type of record that it names
    exact: bool = False  # matches as typed: no synonyms are added
    optional: bool = False  # raises the score of a record without being required

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(term for _, term in self.terms)

    @property
    def highlighted(self) -> list[str]:
        """The terms to highlight: its own and those of its alternatives."""
        return [*self.words, self.joined, *(other.phrase for other in self.alternatives)]

    def as_phrase(self) -> "Clause":
        """The same words in order: -co-chairs excludes no record with "co" and "chairs" apart."""
        return self if len(self.terms) == 1 else self.but(kind="phrase", parts=())

    def cut_to(self, most: int) -> "Clause":
        """The clause with so many of its terms; a sentence without spaces keeps its beginning, to be cut at names."""
        if not self.parts:
            return self.but(terms=self.terms[:most], text=self.text[:LONGEST_RUN] if self.run else "")
        ends = accumulate(len(part.terms) for part in self.parts)
        parts = tuple(part for part, end in zip(self.parts, ends, strict=True) if end <= most)
        return self.but(terms=tuple(enumerate(word for part in parts for word in part.words)), parts=parts)

    def but(self, **changes: Any) -> "Clause":
        """The clause with other values in these fields."""
        return replace(self, **changes)
