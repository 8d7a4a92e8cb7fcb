"""Recognition of questions: the one frame of the grammar that all words of a query fit, with what fills its slots."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .answer import Entity, Question
from .grammar import TYPE, Pattern, candidates
from .keyword_readings import KeywordReading, best, covered_readings, free_readings
from .keywords import languages
from .names import Marked, Names
from .normal_form import normal_form
from .record_slot import Find

# Characters of a question; longer ones are texts.
MAX_LENGTH = 200
# Queries with operators of the query language are no questions.
OPERATORS = re.compile(r'["*]|(?<!\S)[-+]\S|\b[a-zA-Z]+:\S')


class Reading(NamedTuple):
    """A frame with what fills its slots: entities, numbers, and texts that name one record of a kind."""

    frame: str
    slots: tuple[tuple[str, tuple[Entity, ...]], ...]
    numbers: tuple[tuple[str, int], ...]
    texts: tuple[tuple[str, str], ...]


def recognise(query: str, names: Names, find: Find) -> Question | None:
    """The question that a query asks; None for one that has no frame, and for one that has two.

    `find` gives the record of a kind that a text names.
    """
    if len(query) > MAX_LENGTH or OPERATORS.search(query):
        return None
    source = Source(query)
    marked = names.mark(source.normal, source.capitals)
    known = _by_pattern(marked, source, find) or _by_keywords(marked, source, find)
    return known[0] if len(known) == 1 else None


def without_question_words(query: str, names: Names) -> str:
    """The words of a question but those that only ask, in the language of which it has the most keywords.

    Of a script without spaces, what is left is in normal form.
    """
    source = Source(query)
    marked = names.mark(source.normal, source.capitals)
    _, spans = max((language.asking_spans(marked.text) for language in languages()), key=lambda found: found[0])
    places, kept, at = [(marked.origin[start], marked.origin[end]) for start, end in spans], [], 0
    for start, end in [*places, (len(source.normal), len(source.normal))]:
        kept.append(source.stretch(at, start))
        at = end
    return " ".join(filter(None, kept))


def _by_pattern(marked: Marked, source: "Source", find: Find) -> list[Question]:
    """The questions of the patterns that the words fit; of those that name a record only where no other is one."""
    found = _readings(marked, source)
    sure = dict.fromkeys(reading for reading in found if not reading.texts)
    questions = [_question(reading, find) for reading in sure or dict.fromkeys(found)]
    return [question for question in questions if question]


def _by_keywords(marked: Marked, source: "Source", find: Find) -> list[Question]:
    """The questions of the keywords: where names and keywords are not all, those in which the rest names a record."""
    covered = best(list(covered_readings(marked)))
    if covered:
        return list({(reading.rule.frame, reading.slots): _of_keywords(reading) for reading in covered}.values())
    asked = {(reading.rule.frame, reading.rule.free, _text(reading.span, marked, source)): reading
             for reading in best(list(free_readings(marked)))}  # fmt: skip
    known = [
        Question(frame, {kind: (entity,)}, dict(reading.numbers))
        for (frame, kind, text), reading in asked.items()
        if (entity := find(kind, text))
    ]
    return list({(question.frame, *question.slots.items()): question for question in known}.values())


def _of_keywords(reading: KeywordReading) -> Question:
    return Question(reading.rule.frame, dict(reading.slots), dict(reading.numbers))


def _text(span: tuple[int, int] | None, marked: Marked, source: "Source") -> str:
    """The words of a place as typed; of a script without spaces, that stretch of the normal form."""
    return source.stretch(*(marked.origin[place] for place in span or (0, 0)))


def _readings(marked: Marked, source: "Source") -> list[Reading]:
    matches = (
        (pattern, pattern.regex.fullmatch(marked.text, *span))
        for pattern, span in candidates(marked.text, marked.types)
    )
    return [reading for pattern, match in matches if match and (reading := _reading(pattern, match, marked, source))]


class Source:
    """A query as typed, with the normal form of each of its words."""

    def __init__(self, query: str):
        self.words = query.split()
        self.forms = [normal_form(word) for word in self.words]
        self.normal = "".join(self.forms)
        self.capitals = frozenset(
            form.rstrip() for word, form in zip(self.words, self.forms, strict=True) if word.strip("?.,!").isupper()
        )

    def text(self, start: int, end: int) -> str:
        """The words as typed of normal[start:end]."""
        return " ".join(word for word, (first, last) in zip(self.words, self._places(), strict=True)
                        if first < end and last > start and first < last)  # fmt: skip

    def stretch(self, start: int, end: int) -> str:
        """The words of normal[start:end] as typed; where it begins or ends inside one, that stretch itself."""
        text, normal = self.text(start, end), self.normal[start:end]
        return text if normal_form(text) == normal else normal

    def _places(self) -> Iterator[tuple[int, int]]:
        at = 0
        for form in self.forms:
            yield at, at + len(form)
            at += len(form)


def _reading(pattern: Pattern, match: re.Match[str], marked: Marked, source: Source) -> Reading | None:
    """Return the slots that a match fills; None where a name is of another type, or a slot is filled twice."""
    slots: dict[str, tuple[Entity, ...]] = {}
    numbers: dict[str, int] = {}
    texts: dict[str, str] = {}
    for group, value in match.groupdict().items():
        name = group.partition("__")[0]
        if value is None:
            continue
        if name in pattern.free:
            texts[name] = source.text(*(marked.origin[place] for place in match.span(group)))
        elif value.isdigit():
            numbers[name] = int(value)
        elif name in slots or not (entities := marked.entities(value, TYPE.findall(name)[0])):
            return None
        else:
            slots[name] = entities
    return Reading(pattern.frame, tuple(slots.items()), tuple(numbers.items()), tuple(texts.items()))


def _question(reading: Reading, find: Find) -> Question | None:
    slots = dict(reading.slots)
    for kind, text in reading.texts:
        if not (entity := find(kind, text)):
            return None
        slots[kind] = (entity,)
    return Question(reading.frame, slots, dict(reading.numbers))
