"""Words that mean the same: what people call the themes, the members and the other things of the field.

A thesaurus is made once from concepts and never changes; it looks for the longest names in a question. In scripts
written without spaces a name is found inside a longer run as well: ค้ามนุษย์ in กฎหมายค้ามนุษย์.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..analysis.analyser import syllables, units
from ..analysis.folding import fold
from ..analysis.stemming import is_arabic, plain_stem
from ..parsing.ast import Alternative
from ..parsing.ast_builders import phrase
from ..parsing.query_parser import SMALL_WORDS

Key = tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    """Something and all that people call it. `facet` and `value` are the choice it stands for, "" where there is none.

    One that does not expand is found only by those who name its facet: language:Khmer.
    """

    label: str
    names: tuple[str, ...] = ()
    facet: str = ""
    value: str = ""
    expands: bool = True

    @cached_property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The choice first, then every name as a phrase."""
        choice = [Alternative(self.label, facet=self.facet, value=self.value)] if self.facet else []
        return (*choice, *(Alternative(name, terms=_telling(name)) for name in (self.label, *self.names)))


class Found(NamedTuple):
    """A name in a run: run[start:end]."""

    start: int
    end: int
    concepts: tuple[Concept, ...]


class Thesaurus:
    def __init__(self, concepts: Iterable[Concept] = ()):
        self._by_key: dict[Key, list[Concept]] = defaultdict(list)
        self._by_beginning: dict[str, dict[str, list[Concept]]] = defaultdict(dict)
        self._by_value: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.concepts = tuple(concepts)
        for concept in self.concepts:
            self._add(concept)
        self._longest = max(map(len, self._by_key), default=0)

    def longest(self, keys: Sequence[Key]) -> tuple[int, tuple[Concept, ...]]:
        """How many of these words, from the first on, are a name, and of what; 0 when there is none."""
        for count in range(min(len(keys), self._longest), 0, -1):
            key = tuple(term for each in keys[:count] for term in each)
            if key in self._by_key:
                return count, tuple(self._by_key[key])
        return 0, ()

    def inside(self, run: str) -> list[Found]:
        """The names in a folded run, from the left, each the longest there; of one character only at the end."""
        found, at = [], 0
        while at < len(run):
            name = self._beginning(run, at)
            if name:
                found.append(Found(at, at + len(name), tuple(self._by_beginning[name[0]][name])))
            at += len(name) or 1
        return found

    def values(self, facet: str, text: str) -> tuple[str, ...]:
        """The values of a facet that a text names, by the value itself or by any name of it."""
        return tuple(dict.fromkeys(self._by_value.get((facet, _squeezed(text)), ())))

    def _add(self, concept: Concept) -> None:
        for name in dict.fromkeys((concept.label, *concept.names)):
            if concept.facet:
                self._by_value[concept.facet, _squeezed(name)].append(concept.value)
            if concept.expands:
                self._add_name(concept, name)
        if concept.facet:
            self._by_value[concept.facet, _squeezed(concept.value)].insert(0, concept.value)

    def _add_name(self, concept: Concept, name: str) -> None:
        key = key_of([term.text for unit in units(name) for term in unit.parts])
        if key and concept not in self._by_key[key]:
            self._by_key[key].append(concept)
        runs = [unit.run for unit in units(name)]
        if runs and all(runs):
            self._by_beginning[runs[0][0]].setdefault("".join(runs), []).append(concept)

    def _beginning(self, run: str, at: int) -> str:
        names = self._by_beginning.get(run[at], ())
        fitting = (name for name in names if run.startswith(name, at) and _is_whole(run, at, at + len(name)))
        return max(fitting, key=len, default="")


NOTHING = Thesaurus()


def key_of(terms: Iterable[str]) -> Key:
    """Terms as names are looked up by: without small words, Arabic without its article and endings."""
    roots = tuple(plain_stem(term, "ar") or term if is_arabic(term) else term for term in terms)
    telling = tuple(root for root in roots if root not in SMALL_WORDS)
    return telling if len(telling) > 1 else roots  # "do" may be half of a Vietnamese name


def _telling(name: str) -> tuple[tuple[int, str], ...]:
    # Small words leave their place empty, so that "trafficking of persons" is found and no list of "in" is read.
    terms = phrase(name).terms
    telling = tuple((at, term) for at, term in terms if term not in SMALL_WORDS)
    return telling if len(telling) > 1 else terms


def _is_whole(run: str, start: int, end: int) -> bool:
    """Whether a name ends where a syllable does; one character is a name only at the end of a longer run."""
    cuts_a_syllable = end < len(run) and "\u1160" <= run[end] <= "\u11ff"
    characters = len(syllables(run[start:end])) or end - start
    return not cuts_a_syllable and (characters > 1 or (end == len(run) and start > 1))


def _squeezed(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("'", "").split())
