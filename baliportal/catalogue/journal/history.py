"""History of records: field-by-field differences of changes, revert and restore."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery

from .. import journal
from ..kinds import find, schema_of
from ..models import Change, FormerId
from ..publishing import MoveRefused, move
from ..schema.nested import NestedRows
from ..schema.records import apply_record
from ..schema.relations import Links
from ..statuses import Status
from ..text_diff import diff_words
from ..verification_lapse import VERIFICATION, facts

#: Moves that take a draft to each status.
MOVES_FROM_DRAFT = {
    Status.DRAFT: (),
    Status.IN_REVIEW: (Status.IN_REVIEW,),
    Status.PUBLISHED: (Status.PUBLISHED,),
    Status.WITHDRAWN: (Status.PUBLISHED, Status.WITHDRAWN),
}

#: A SHA-256 in hexadecimal, which people tell from another by its beginning.
FINGERPRINT, SHORTENED = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b"), r"\1…"


@dataclass(frozen=True)
class FieldDiff:
    """One field that a change touched, as text before and after.

    For a set or nested rows, `removed` and `added` list the items; for any other field they are None.
    """

    label: str
    before: str
    after: str
    name: str = ""
    removed: list | None = None
    added: list | None = None

    @cached_property
    def marks(self):
        """Text diff (before, after): each text as pieces, those marked that the other lacks."""
        return diff_words(self.before, self.after)

    @property
    def in_words(self) -> str:
        """The field in a sentence: 'title' or 'themes (2 added)'."""
        counts = [(len(self.added or []), "added"), (len(self.removed or []), "removed")]
        totals = ", ".join(f"{count} {verb}" for count, verb in counts if count)
        label = self.label[:1].lower() + self.label[1:]
        return f"{label} ({totals})" if totals else label


def diff(before: dict | None, after: dict | None, kind: str) -> list[FieldDiff]:
    """Return the fields in which two records of a kind differ, in schema order; a record may be None.

    Fields of a former kind, which has no schema any more, are labelled by their names.
    """
    before, after = before or {}, after or {}
    schema = find(kind)
    fields = {field.name: field for field in schema.fields} if schema else {}
    names = [*fields, *(name for name in {**before, **after} if name not in fields)]
    return [
        _field_diff(name, fields.get(name), before.get(name), after.get(name))
        for name in names
        if name != "id" and before.get(name) != after.get(name) and (before.get(name) or after.get(name))
    ]


def _field_diff(name, field, before, after):
    ours, theirs = _items(field, before), _items(field, after)
    lists = isinstance(ours, list) and isinstance(theirs, list)
    return FieldDiff(
        label=field.label if field else name,
        before=in_text(field, before),
        after=in_text(field, after),
        name=name,
        removed=[item for item in ours if item not in theirs] if lists else None,
        added=[item for item in theirs if item not in ours] if lists else None,
    )


def _items(field, value):
    """Return the items of a set or of nested rows as texts; None for other fields."""
    value = value or []
    if field is None or not isinstance(field.type, Links | NestedRows) or not isinstance(value, list):
        return None
    return [_row_text(field.type, item) if isinstance(item, dict) else str(item) for item in value]


def _row_text(rows, row):
    cells = [(field.label, in_text(field, row.get(field.name))) for field in rows.fields]
    return " · ".join(f"{label}: {FINGERPRINT.sub(SHORTENED, text)}" for label, text in cells if text)


def with_diffs(changes, redact: Callable = list) -> list[tuple[Change, list[FieldDiff]]]:
    """Pair each change with its field differences; one query for all predecessors.

    `redact` takes a list of records and returns them as the reader may see them, in the same order.
    """
    changes = list(changes)
    earlier = records_before(changes)
    records = redact([earlier.get(change.number) for change in changes] + [record_after(change) for change in changes])
    sides = zip(changes, records[: len(changes)], records[len(changes) :], strict=True)
    return [(change, diff(before, after, change.kind)) for change, before, after in sides]


def revert(instance, *, to: Change, by, record: dict | None = None):
    """Give an entry or a term the content it had after the change `to`, or `record` in its place, as an act of `by`.

    The status stays, as publishing governs it. Raises RecordInvalid when the old content no longer fits, for instance
    because it names what has been deleted since. Where `record` holds other facts than were verified then, the
    verification is not brought back with them.
    """
    then = to.record
    wanted = then if record is None else record
    if record is not None and facts(schema_of(instance), record) != facts(schema_of(instance), then):
        wanted = {name: value for name, value in record.items() if name not in VERIFICATION}
    with journal.recording(by=by, verb=Change.Verb.REVERTED, note=f"To the state after change {to.number}"):
        return apply_record(instance, wanted)


def restore(change: Change, *, by):
    """Restore the record that this change deleted, under its old permanent id, as a draft; returns the instance.

    A record that was merged into another gets its former status, where `by` may move a draft there and no guard is
    against it; otherwise it stays a draft, and until it is published its addresses lead to the other record.
    """
    if change.verb != Change.Verb.DELETED or find(change.kind) is None:
        raise ValueError("Only what was deleted, and is of a kind that there still is, can be restored.")
    with journal.recording(by=by, verb=Change.Verb.RESTORED, note=f"As it was before change {change.number}"):
        instance = apply_record(find(change.kind).model(), change.record)
        if FormerId.objects.filter(public_id=change.subject).exists():
            _move_to_status(instance, change.record["status"], by)
    return instance


def _move_to_status(entry, status, by):
    """Move a draft to the status it once had, if this person may; else leave it."""
    try:
        with transaction.atomic():
            for to in MOVES_FROM_DRAFT[status]:
                move(entry, to=to, by=by)
    except (MoveRefused, PermissionDenied):
        entry.refresh_from_db(fields=["status", "version", "updated_at"])


def record_after(change: Change) -> dict | None:
    """Return the record after this change; None when the change deleted it."""
    return None if change.verb == Change.Verb.DELETED else change.record


def records_before(changes) -> dict[int, dict | None]:
    """Return {number: record before that change}, None after a deletion; changes without predecessor are left out."""
    earlier = Change.objects.filter(subject=OuterRef("subject"), number__lt=OuterRef("number")).order_by("-number")
    numbers = [change.number for change in changes]
    pairs = dict(
        Change.objects.filter(number__in=numbers)
        .order_by()
        .annotate(before=Subquery(earlier.values("number")[:1]))
        .values_list("number", "before")
    )
    rows = Change.objects.in_bulk([before for before in pairs.values() if before])
    return {number: record_after(rows[before]) for number, before in pairs.items() if before}


def in_text(field, value) -> str:
    """Format a value for people; a stored value that no longer fits its field type is returned as plain text."""
    if value in (None, "", []):
        return ""
    try:
        return field.type.format(value) if field else str(value)
    except (AttributeError, KeyError, StopIteration, TypeError):
        return str(value)
