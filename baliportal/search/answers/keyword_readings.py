"""Readings of a question by its keywords: the frames whose rule its roles and names fit, most exact rule first."""

from collections.abc import Iterator
from itertools import permutations

from .answer import Entity
from .keywords import Keywords, Piece, Rule, languages, rules
from .names import Marked

#: Names in a question beyond which it is none of these.
MAX_MARKS = 5
#: Types that a mark may stand for beside what its name says: the treaty of a subject, where an instrument is named.
INSTRUMENTS = ("convention", "protocol")
#: Roles of numbers.
NUMBERS = frozenset({"ordinal", "year", "number"})
#: Names that add nothing where no slot is for them.
PASSED_OVER = frozenset({"United Nations", "ILO", "Bali Process"})

Slots = tuple[tuple[str, tuple[Entity, ...]], ...]


class KeywordReading:
    """A rule with the entities of its slots, the numbers of the question, and the place of a free text."""

    def __init__(self, rule: Rule, slots: Slots, numbers: dict[str, int], span: tuple[int, int] | None = None):
        self.rule, self.slots, self.numbers, self.span = rule, slots, numbers, span


def covered_readings(marked: Marked) -> Iterator[KeywordReading]:
    """The readings in which every word of a question is a name or a keyword."""
    for language in languages():
        pieces = language.cover(marked.text)
        if pieces and any(piece.roles for piece in pieces):
            yield from _of_pieces(marked, pieces)


def free_readings(marked: Marked) -> Iterator[KeywordReading]:
    """The readings in which keywords stand around the words of one record's name."""
    for language in languages():
        yield from _of_free(marked, language)


def best(readings: list[KeywordReading]) -> list[KeywordReading]:
    """The readings with the rules that need the most roles."""
    most = max((len(reading.rule.needed) for reading in readings), default=0)
    return [reading for reading in readings if len(reading.rule.needed) == most]


def _of_pieces(marked: Marked, pieces: tuple[Piece, ...]) -> Iterator[KeywordReading]:
    words = [piece.roles for piece in pieces if not piece.is_name]
    numbers = _numbers(marked.text, pieces)
    names = [marked.text[piece.start] for piece in pieces if piece.is_name]
    if numbers is None:
        return
    for rule in rules():
        if not rule.free and rule.fits(words):
            for slots in _fillings(rule, marked, names, words):
                yield KeywordReading(rule, slots, numbers)


def _of_free(marked: Marked, language: Keywords) -> Iterator[KeywordReading]:
    """For each rule the reading with the most keywords that fit it."""
    before, after = language.around(marked.text)
    found: set[Rule] = set()
    for first, last in _cuts(len(before), len(after)):
        pieces = (*before[:first], *after[len(after) - last :])
        start = before[first - 1].end if first else 0
        end = after[len(after) - last].start if last else len(marked.text)
        if pieces and start < end:
            words = [piece.roles for piece in pieces]
            for rule in (rule for rule in rules() if rule.free and rule not in found and rule.fits(words)):
                found.add(rule)
                yield KeywordReading(rule, (), {}, (start, end))


def _cuts(before: int, after: int) -> list[tuple[int, int]]:
    """How many keywords to take from the beginning and from the end, the most first."""
    pairs = [(first, last) for first in range(before + 1) for last in range(after + 1)]
    return sorted(pairs, key=lambda pair: -sum(pair))


def _numbers(text: str, pieces: tuple[Piece, ...]) -> dict[str, int] | None:
    """The ordinal and the year among the pieces, by role; None where there are two of one role."""
    found: dict[str, int] = {}
    for piece in pieces:
        role = next(iter(piece.roles & NUMBERS), "")
        if not role or not text[piece.start].isdigit():
            continue
        if role in found:
            return None
        found[role] = int(text[piece.start : piece.end])
    return found


def _fillings(rule: Rule, marked: Marked, names: list[str], words: list[frozenset[str]]) -> Iterator[Slots]:
    """The ways in which the names of a question fill the slots of a rule; the same treaty named twice is one name."""
    options = list(dict.fromkeys(_options(marked, name, words) for name in names))
    if len(options) > len(rule.slots):
        options = [entities for entities in options if all(entity.label not in PASSED_OVER for entity in entities)]
    if len(options) != len(rule.slots) or len(options) > MAX_MARKS:
        return
    orders = permutations(options) if len(set(rule.slots)) > 1 else [tuple(options)]
    for order in orders:
        chosen = [tuple(entity for entity in entities if entity.type == slot)
                  for slot, entities in zip(rule.slots, order, strict=True)]  # fmt: skip
        if all(chosen):
            yield _numbered(rule.slots, chosen)
            return


def _numbered(slots: tuple[str, ...], chosen: list[tuple[Entity, ...]]) -> Slots:
    """Slots with names: the second of one type is country2."""
    found: dict[str, tuple[Entity, ...]] = {}
    for slot, entities in zip(slots, chosen, strict=True):
        found[f"{slot}2" if slot in found else slot] = entities
    return tuple(found.items())


def _options(marked: Marked, name: str, words: list[frozenset[str]]) -> tuple[Entity, ...]:
    """The meanings of a name: a subject is the treaty on it where the question names its kind of instrument."""
    entities = marked.all_entities(name)
    instruments = {role for roles in words for role in roles if role in INSTRUMENTS}
    named = tuple(
        Entity("treaty", entity.value.partition(":")[2], entity.label, is_record=True)
        for entity in entities
        if entity.type == "subject" and entity.value.partition(":")[0] in instruments
    )
    treaties = tuple(entity for entity in entities if entity.type == "treaty")
    others = tuple(entity for entity in entities if entity.type not in ("subject", "treaty"))
    return (*(treaties or named), *others)
