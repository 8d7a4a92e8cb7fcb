"""Names of entities in a question: found as they stand, and replaced by one character each.

The names are those of the vocabularies, in every language, and of the records that kinds name to `registry`. The
longest name at a place counts. A name of several entities stands for all of them.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from baliportal.catalogue.models import CountryGroup

from ..thesaurus.thesaurus import Thesaurus
from .answer import Entity
from .case_endings import CASE_ENDINGS
from .normal_form import UNSPACED_RUN, normal_form

SHORT_NAMES = Path(__file__).with_name("short_names.csv")
# Facets of concepts that fill slots; a concept without one is a term, which may be part of a record's title.
SLOTS = {"country": "country", "topic": "topic", "": "term"}
# Languages that people ask in and the vocabulary of countries lacks: their names are those of CLDR.
FURTHER_LOCALES = ("ru", "es", "de", "it", "nl")
# The slot that a record of any kind fills.
RECORD = "record"
# The first of the characters, of a private area, that stand for names in a text.
FIRST_MARK = 0xE000
VIRAMAS = ("\u0bcd", "\u0dca")
MAX_NAMES = 24


class Named(NamedTuple):
    """A name in a text, text[start:end] of its normal form, and what it names."""

    start: int
    end: int
    entities: tuple[Entity, ...]


@dataclass(frozen=True)
class Marked:
    """A normal form in which every name is one character; `origin` is the place in the normal form of each character.

    `origin` has one more item, for the end.
    """

    normal: str
    text: str
    names: tuple[Named, ...]
    origin: tuple[int, ...]

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of the slots that its names fill."""
        named = [entity for name in self.names for entity in name.entities]
        return frozenset({entity.type for entity in named} | {RECORD for entity in named if entity.is_record})

    def entities(self, mark: str, slot: str) -> tuple[Entity, ...]:
        """Return the entities that the name behind a mark means for a slot of a type; () where it is of another."""
        named = self.names[ord(mark) - FIRST_MARK].entities
        return tuple(entity for entity in named if entity.type == slot or (slot == RECORD and entity.is_record))

    def all_entities(self, mark: str) -> tuple[Entity, ...]:
        """Every entity that the name behind a mark means."""
        return self.names[ord(mark) - FIRST_MARK].entities


class NameTable:
    """Names with the entities of each, by how they begin; immutable."""

    def __init__(self, named: Iterable[tuple[Entity, Iterable[str]]]):
        self._by_first: dict[str, dict[str, list[Entity]]] = defaultdict(dict)
        for entity, names in named:
            for name in names:
                self._add(name, entity)
        self._lengths = {
            first: sorted({len(name) for name in names}, reverse=True) for first, names in self._by_first.items()
        }

    def lengths(self, first: str) -> list[int]:
        """The lengths of the names that begin with these two characters, the longest first."""
        return self._lengths.get(first, [])

    def entities(self, name: str) -> list[Entity]:
        return self._by_first.get(name[:2], {}).get(name, [])

    def _add(self, name: str, entity: Entity) -> None:
        key = normal_form(name).rstrip()
        if key.endswith(VIRAMAS):  # a case ending takes its place: ஆட்கடத்தல், ஆட்கடத்தலின்
            self._add_key(key[:-1], entity)
        self._add_key(key, entity)

    def _add_key(self, key: str, entity: Entity) -> None:
        if len(key) > 1 or UNSPACED_RUN.fullmatch(key):
            entities = self._by_first[key[:2]].setdefault(key, [])
            if entity not in entities:
                entities.append(entity)


class Names:
    """All names that questions may use: of the vocabularies and of records.

    A record whose name is one of the `common` words has it only in capitals: FIND, MIND.
    """

    def __init__(self, vocabulary: NameTable, records: NameTable, common: frozenset[str]):
        self._vocabulary, self._records, self._common = vocabulary, records, common

    def mark(self, normal: str, capitals: frozenset[str] = frozenset()) -> Marked:
        """Replace the names in a normal form by marks; `capitals` are its words that were typed in capitals."""
        names: list[Named] = []
        text, origin, at = "", [], 0
        while at < len(normal):
            named = self._at(normal, at, capitals) if len(names) < MAX_NAMES and _may_begin(normal, at) else None
            text += chr(FIRST_MARK + len(names)) if named else normal[at]
            origin.append(at)
            names += [named] if named else []
            at = named.end if named else at + 1
        return Marked(normal, text, tuple(names), (*origin, len(normal)))

    def _at(self, normal: str, at: int, capitals: frozenset[str]) -> Named | None:
        """The longest name that begins at a place, of whichever table."""
        first = normal[at : at + 2]
        for length in sorted({*self._vocabulary.lengths(first), *self._records.lengths(first)}, reverse=True):
            name = normal[at : at + length]
            is_word = name in self._common and name not in capitals
            entities = (*self._of_vocabulary(name, is_word), *([] if is_word else self._records.entities(name)))
            if entities and (end := _end(normal, at + length)):
                return Named(at, end, entities)
        return None

    def _of_vocabulary(self, name: str, is_word: bool) -> list[Entity]:
        """The entities of a name; a term whose name is a word, as COMMIT, counts in capitals only."""
        return [entity for entity in self._vocabulary.entities(name) if not (is_word and entity.type == "term")]


def vocabulary_names(thesaurus: Thesaurus) -> NameTable:
    """The names of the vocabularies, in every language."""
    return NameTable(_of_vocabularies(thesaurus))


def _of_vocabularies(thesaurus: Thesaurus) -> Iterator[tuple[Entity, list[str]]]:
    further, short = _further_names(), _short_names()
    for slug, label, full in CountryGroup.objects.values_list("slug", "label", "full_name"):
        yield Entity("group", slug, label), [label, full, *short["group", slug]]
    for concept in thesaurus.concepts:
        if concept.facet in SLOTS and concept.expands:
            entity = Entity(SLOTS[concept.facet], concept.value, concept.label)
            more = further.get(concept.value, []) if concept.facet == "country" else []
            yield entity, [concept.label, *concept.names, *more, *short[entity.type, entity.value]]


def _short_names() -> Mapping[tuple[str, str], list[str]]:
    """Names that mean a theme in a question alone: in a search, “children” is a word of its own."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    with SHORT_NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["type"], row["value"]].append(row["name"])
    return names


def _further_names() -> dict[str, list[str]]:
    names = defaultdict(list)
    for language in FURTHER_LOCALES:
        for code, name in Locale(language).territories.items():
            names[code].append(name)
    return names


def _may_begin(normal: str, at: int) -> bool:
    """True at the beginning of a word, and anywhere in a script without spaces."""
    before = normal[at - 1 : at]
    return at == 0 or before == " " or bool(UNSPACED_RUN.fullmatch(before))


def _end(normal: str, at: int) -> int:
    """The place behind a name that ends at `at`, with its case ending and its space; 0 inside a word or a syllable."""
    after = normal[at : at + 1]
    if not after or UNSPACED_RUN.fullmatch(normal[at - 1]):
        return 0 if "\u1160" <= after <= "\u11ff" else at
    space = normal.find(" ", at)
    return space + 1 if normal[at:space] in CASE_ENDINGS else 0
