"""The last change of a fact of a record, from the journal.

A check, a move in the workflow, a file and everything else that is said about the record itself change none.
"""

import datetime
from dataclasses import dataclass

from .journal.known import end_of
from .kinds import named
from .models import Change
from .public_facts import fact_fields

#: Changes read at a time: the last few nearly always tell.
BATCH = 20


@dataclass(frozen=True)
class FactChange:
    """When the facts of a record became what they are; `first` where they are as they were first recorded."""

    at: datetime.datetime
    first: bool


def last_fact_change(entry, day: datetime.date | None = None) -> FactChange | None:
    """Return the last change of a fact, by the end of a day if one is given; None without a history.

    Of a public record it is the last one that everybody may see.
    """
    since, present = None, None
    for at, facts in _states(entry, day):
        if since and facts != present:
            return FactChange(since, first=False)
        since, present = at, facts
    return FactChange(since, first=True) if since else None


def _states(entry, day):
    """Yield the time of each change and the facts after it, newest first; of a public record those seen by all."""
    kind, changes = named(entry.kind), Change.objects.of(entry)
    fields = fact_fields(kind, public=entry.is_public)
    changes = changes.public() if entry.is_public else changes
    changes = changes.filter(at__lt=end_of(day)) if day else changes
    for change in changes.only("at", "kind", "stored_record").iterator(chunk_size=BATCH):
        record = kind.public_part(change.record) if entry.is_public else change.record
        if record is not None:
            yield change.at, {field.name: record.get(field.name) for field in fields}
