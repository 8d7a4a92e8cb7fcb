"""The thesaurus: concepts with their labels and other names, the lookup of names in a query, groups of countries.

A thesaurus is immutable; of the names that match at one place the longest counts. In scripts written without spaces a
name is found inside a longer run as well: ค้ามนุษย์ in กฎหมายค้ามนุษย์.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..analysis.analyser import syllables, units
from ..analysis.folding import fold
from ..analysis.stemming import is_arabic, plain_stem
from ..parsing.ast import Alternative
from ..parsing.ast_builders import phrase
from ..parsing.query_parser import STOP_WORDS

Key = tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    """A concept with its preferred label and its other names.

    `facet` and `value` are the choice that it stands for, "" for none. Without `expands` it adds no synonyms to a
    query and is only resolved with its facet: language:Khmer.
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
        return (*choice, *(Alternative(name, terms=_significant_terms(name)) for name in (self.label, *self.names)))


class NameInRun(NamedTuple):
    """A name in a run, run[start:end], and the concepts that it is a name of."""

    start: int
    end: int
    concepts: tuple[Concept, ...]


class Thesaurus:
    """The concepts, found by any of their names; `groups` holds the country codes of each group of countries."""

    def __init__(self, concepts: Iterable[Concept] = (), groups: Mapping[str, Collection[str]] | None = None):
        self.groups = groups or {}
        self._by_key: dict[Key, list[Concept]] = defaultdict(list)
        self._runs_by_first_character: dict[str, dict[str, list[Concept]]] = defaultdict(dict)
        self._values_by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.concepts = tuple(concepts)
        for concept in self.concepts:
            self._add(concept)
        self._longest_key = max(map(len, self._by_key), default=0)

    def longest_name(self, keys: Sequence[Key]) -> tuple[int, tuple[Concept, ...]]:
        """The number of these words, from the first on, that make a name, and its concepts; 0 when there is none.

        `keys` holds the key of each word, see `name_key`.
        """
        for count in range(min(len(keys), self._longest_key), 0, -1):
            key = tuple(term for word_key in keys[:count] for term in word_key)
            if key in self._by_key:
                return count, tuple(self._by_key[key])
        return 0, ()

    def names_in_run(self, run: str) -> list[NameInRun]:
        """The names in a folded run, from the left, each the longest there; of one character only at the end."""
        names, at = [], 0
        while at < len(run):
            name = self._longest_name_at(run, at)
            if name:
                names.append(NameInRun(at, at + len(name), tuple(self._runs_by_first_character[name[0]][name])))
            at += len(name) or 1
        return names

    def values(self, facet: str, text: str) -> tuple[str, ...]:
        """The values of a facet that a text names, by the value itself or by any name of it."""
        return tuple(dict.fromkeys(self._values_by_name.get((facet, _normalised(text)), ())))

    def countries_of(self, groups: Iterable[str]) -> list[str]:
        """The codes of the countries in any of these groups, in their order; a group that is not known has none."""
        return sorted({code for group in groups for code in self.groups.get(group, ())})

    def _add(self, concept: Concept) -> None:
        for name in dict.fromkeys((concept.label, *concept.names)):
            if concept.facet:
                self._values_by_name[concept.facet, _normalised(name)].append(concept.value)
            if concept.expands:
                self._add_name(concept, name)
        if concept.facet:  # a value comes before other values that have it for a name
            self._values_by_name[concept.facet, _normalised(concept.value)].insert(0, concept.value)

    def _add_name(self, concept: Concept, name: str) -> None:
        words = list(units(name))
        key = name_key(term.text for word in words for term in word.parts)
        if key and concept not in self._by_key[key]:
            self._by_key[key].append(concept)
        runs = [word.run for word in words]
        if runs and all(runs):
            self._runs_by_first_character[runs[0][0]].setdefault("".join(runs), []).append(concept)

    def _longest_name_at(self, run: str, at: int) -> str:
        names = self._runs_by_first_character.get(run[at], ())
        fitting = (name for name in names if run.startswith(name, at) and _is_whole(run, at, at + len(name)))
        return max(fitting, key=len, default="")


EMPTY_THESAURUS = Thesaurus()


def name_key(terms: Iterable[str]) -> Key:
    """The key of a name or word for lookup: its terms without stop words, Arabic ones stemmed."""
    stems = tuple(plain_stem(term, "ar") or term if is_arabic(term) else term for term in terms)
    significant = tuple(term for term in stems if term not in STOP_WORDS)
    return significant if len(significant) > 1 else stems  # "do" may be half of a Vietnamese name


def _significant_terms(name: str) -> tuple[tuple[int, str], ...]:
    # Stop words leave their position empty: "trafficking of persons" matches, and the postings of "of" are not read.
    terms = phrase(name).terms
    significant = tuple((at, term) for at, term in terms if term not in STOP_WORDS)
    return significant if len(significant) > 1 else terms


def _is_whole(run: str, start: int, end: int) -> bool:
    """True if a name ends where a syllable does; a single character is a name only at the end of a longer run."""
    cuts_a_syllable = end < len(run) and "\u1160" <= run[end] <= "\u11ff"
    characters = len(syllables(run[start:end])) or end - start
    return not cuts_a_syllable and (characters > 1 or (end == len(run) and start > 1))


def _normalised(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("'", "").split())
