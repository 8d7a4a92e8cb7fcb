"""Answers of each kind of record: the functions of its app, and the names that questions may use for its records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from baliportal.catalogue.kinds import all_kinds

from .answer import Answer, Entity, Question
from .records import RECORDS
from .themes import THEMES

Answering = Callable[[Question], Answer | None]
NamedEntity = tuple[Entity, Iterable[str]]


def no_names() -> Iterable[NamedEntity]:
    return ()


@dataclass(frozen=True, eq=False)
class Answers:
    """The answers of one kind, at `Kind.answers`.

    `frames` maps each frame of the grammar that the kind answers to its function, which returns None where the records
    leave it open. `names` gives the entities of the kind that fill slots, each with all its names.
    """

    frames: Mapping[str, Answering] = field(default_factory=dict)
    names: Callable[[], Iterable[NamedEntity]] = no_names


@cache
def answering() -> dict[str, Answering]:
    """The function for every frame that is answered."""
    functions: dict[str, Answering] = {**THEMES, **RECORDS}
    for answers in _of_kinds():
        functions |= answers.frames
    return functions


def named_records() -> Iterable[NamedEntity]:
    """The entities of all kinds with their names; a few queries for each kind that has any."""
    for answers in _of_kinds():
        yield from answers.names()


def _of_kinds() -> list[Answers]:
    return [cast(Answers, kind.answers) for kind in all_kinds() if kind.answers]
