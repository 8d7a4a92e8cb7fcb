"""The answer to a question, and the question as it was understood."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.utils import timezone

from baliportal.catalogue.partial_dates import PartialDate, in_words

# Rows and sources that a page shows; a program gets all.
SHOWN_ROWS, SHOWN_SOURCES = 6, 3


class Row(NamedTuple):
    """A row of the table below an answer; `url` is the page of what its first cell names."""

    cells: tuple[str, ...]
    url: str = ""

    @property
    def name(self) -> str:
        return self.cells[0]

    @property
    def facts(self) -> tuple[str, ...]:
        """The cells behind the first."""
        return self.cells[1:]


@dataclass(frozen=True)
class Answer:
    """A sentence made of public records.

    `url` is the path of the page with the whole, `as_of` the partial date until which the records are known to hold,
    "" where none is recorded. `sources` are addresses, `note` a known doubt or what the sentence rests on. `columns`
    head the cells of `rows`.
    """

    text: str
    url: str
    as_of: str = ""
    sources: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Row] = ()
    note: str = ""

    @property
    def as_of_text(self) -> str:
        """The date for people; "" where none is recorded."""
        return in_words(PartialDate.parse(self.as_of)) if self.as_of else ""

    @property
    def shown_rows(self) -> Sequence[Row]:
        return self.rows[:SHOWN_ROWS]

    @property
    def more_rows(self) -> int:
        """The number of rows that a page leaves to the full page."""
        return max(len(self.rows) - SHOWN_ROWS, 0)

    @property
    def source_links(self) -> list[dict[str, str]]:
        """The addresses of the first sources with their hosts."""
        return [{"url": url, "host": str(urlsplit(url).hostname).removeprefix("www.")}
                for url in self.sources[:SHOWN_SOURCES]]  # fmt: skip

    def as_json(self, base: str) -> dict[str, Any]:
        """The answer as programs read it; `base` is the portal's own address."""
        rows = [dict(zip(self.columns, row.cells, strict=True)) | ({"url": f"{base}{row.url}"} if row.url else {})
                for row in self.rows]  # fmt: skip
        return {"text": self.text, "url": f"{base}{self.url}", "as_of": self.as_of, "sources": list(self.sources),
                "rows": rows, "note": self.note}  # fmt: skip


def joined(answers: Sequence[Answer | None], url: str) -> Answer | None:
    """One answer of several with the same columns, each row once; None where one of them is not known."""
    known = [answer for answer in answers if answer]
    if not known or len(known) < len(answers):
        return None
    rows = dict.fromkeys(row for answer in known for row in answer.rows)
    columns = next((answer.columns for answer in known if answer.columns), ())
    sources = dict.fromkeys(source for answer in known for source in answer.sources)
    notes = dict.fromkeys(answer.note for answer in known if answer.note)
    return Answer(" ".join(answer.text for answer in known), url, max(answer.as_of for answer in known), list(sources),
                  columns, list(rows), " ".join(notes))  # fmt: skip


@dataclass(frozen=True)
class Entity:
    """The meaning of words of a question: `type` is that of the slot it fits, `value` its code, slug or primary key."""

    type: str
    value: str
    label: str
    is_record: bool = False


@dataclass(frozen=True)
class Question:
    """A question as understood: the frame that it fits, and what fills the slots of the frame.

    A slot holds every entity that its words name: more than one where the name is ambiguous.
    """

    frame: str
    slots: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    day: datetime.date = field(default_factory=timezone.localdate)

    def one(self, slot: str) -> Entity | None:
        """The entity in a slot; None for an empty slot and for an ambiguous name."""
        entities = self.slots.get(slot, ())
        return entities[0] if len(entities) == 1 else None

    def all(self, slot: str) -> tuple[Entity, ...]:
        return self.slots.get(slot, ())

    def for_theme(self, slot: str) -> "Question":
        """The same question about the theme of a slot alone."""
        slots = {name: entities for name, entities in self.slots.items() if not name.startswith("topic")}
        return replace(self, slots=slots | {"topic": self.slots[slot]})

    def is_ambiguous(self, *but: str) -> bool:
        """True where the name in a slot, other than these, has more than one meaning."""
        return any(len(entities) > 1 for slot, entities in self.slots.items() if slot not in but)
