"""One thing that is sought, and what may stand in its place."""

from dataclasses import dataclass, replace
from typing import NamedTuple

ANY_WORD = "*"  # in the place of a word that may be any


class Alternative(NamedTuple):
    """What may stand in place of a clause: other terms in a row, or a choice of a facet. `label` is for people.

    `fields` are those of the index in which it is looked for.
    """

    label: str
    terms: tuple[tuple[int, str], ...] = ()
    facet: str = ""
    value: str = ""
    fields: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """Its terms as one, "traffick * person": what is to be marked only where it stands in a row."""
        words = dict(self.terms)
        return " ".join(words.get(place, ANY_WORD) for place in range(max(words, default=-1) + 1))


@dataclass(frozen=True)
class Clause:
    """One thing that is sought.

    kind  "word": the one term; "compound": all `terms`, or `joined` instead; "phrase": `terms` in a row (or `joined`);
          "run": most of the character pairs of a text written without spaces; "stretch": all `parts`, which together
          are a name; "number": any of `keys`, or all `terms`.
    terms pairs of position and term; `text` is what they were made of, folded, for a word or a run.
    also  what may stand in its place and counts for less.
    """

    kind: str
    terms: tuple[tuple[int, str], ...]
    joined: str = ""
    keys: tuple[str, ...] = ()
    text: str = ""
    run: bool = False  # written without spaces, so that names may stand inside
    parts: tuple["Clause", ...] = ()
    fields: tuple[str, ...] = ()  # the only ones it may stand in; () for any
    also: tuple[Alternative, ...] = ()
    countries: tuple[str, ...] = ()  # that it names
    exact: bool = False  # as it stands: no other names for it
    optional: bool = False  # a record need not have it

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(term for _, term in self.terms)

    @property
    def marked(self) -> list[str]:
        """The terms to mark: its own and those of what may stand in its place."""
        return [*self.words, self.joined, *(other.row for other in self.also)]

    def contiguous(self) -> "Clause":
        """The same as a phrase: what an exclusion means by "co-chairs"."""
        return self if len(self.terms) == 1 else self.but(kind="phrase", parts=())

    def but(self, **changes) -> "Clause":
        return replace(self, **changes)
