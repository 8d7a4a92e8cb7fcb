"""The journal read by people: what each act changed, field by field, and the way back."""

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

#: The moves that take a draft to each status.
WAYS = {
    Status.DRAFT: (),
    Status.IN_REVIEW: (Status.IN_REVIEW,),
    Status.PUBLISHED: (Status.PUBLISHED,),
    Status.WITHDRAWN: (Status.PUBLISHED, Status.WITHDRAWN),
}


@dataclass(frozen=True)
class FieldDiff:
    """One field that an act changed, as texts before and after.

    Of a field that holds several instances, `removed` and `added` name each whole; they are None for any other field.
    """

    label: str
    before: str
    after: str
    name: str = ""
    removed: list | None = None
    added: list | None = None

    @cached_property
    def marks(self):
        """The two texts as pieces that say what is only here; (before, after)."""
        return diff_words(self.before, self.after)

    @property
    def in_words(self):
        """The field in a sentence: title, or themes (2 added)."""
        counts = [(len(self.added or []), "added"), (len(self.removed or []), "removed")]
        told = ", ".join(f"{count} {deed}" for count, deed in counts if count)
        label = self.label[:1].lower() + self.label[1:]
        return f"{label} ({told})" if told else label


def diff(before, after, kind):
    """The fields in which two records of a kind differ, in the order of the schema; a record may be None.

    Of a kind that is no more the fields go by their names.
    """
    before, after = before or {}, after or {}
    schema = find(kind)
    fields = {field.name: field for field in schema.fields} if schema else {}
    names = [*fields, *(name for name in {**before, **after} if name not in fields)]
    return [
        _field(name, fields.get(name), before.get(name), after.get(name))
        for name in names
        if name != "id" and before.get(name) != after.get(name) and (before.get(name) or after.get(name))
    ]


def _field(name, field, before, after):
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
    """The instances that a field of several holds, each in words; None for other fields."""
    value = value or []
    if field is None or not isinstance(field.type, Links | NestedRows) or not isinstance(value, list):
        return None
    return [_row(field.type, item) if isinstance(item, dict) else str(item) for item in value]


def _row(rows, row):
    cells = [(field.label, in_text(field, row.get(field.name))) for field in rows.fields]
    return " · ".join(f"{label}: {text}" for label, text in cells if text)


def with_diffs(changes, told=list):
    """Pair each of these changes with what it changed; one query for all their predecessors.

    `told` gives records as the reader may read them, for records in the same order.
    """
    changes = list(changes)
    earlier = records_before(changes)
    records = told([earlier.get(change.number) for change in changes] + [record_after(change) for change in changes])
    sides = zip(changes, records[: len(changes)], records[len(changes) :], strict=True)
    return [(change, diff(before, after, change.kind)) for change, before, after in sides]


def revert(instance, *, to, by, record=None):
    """Give an entry or a term the content it had after the change `to`, or `record` in its place; itself an act.

    The status stays: it is publishing's. Raises RecordInvalid when the old content no longer fits, for instance
    because it names what has been deleted since. Where `record` holds other facts than were verified then, the
    verification is not brought back with them.
    """
    then = to.record
    wanted = then if record is None else record
    if record is not None and facts(schema_of(instance), record) != facts(schema_of(instance), then):
        wanted = {name: value for name, value in record.items() if name not in VERIFICATION}
    with journal.recording(by=by, verb=Change.Verb.REVERTED, note=f"To the state after change {to.number}"):
        return apply_record(instance, wanted)


def restore(change, *, by):
    """Bring back what this change deleted under its old permanent id; returns it.

    It is a draft. What was merged into another record has the status that it had, where `by` may take a draft there
    and no guard is against it; else it is a draft, and until it is published its addresses lead where they led.
    """
    if change.verb != Change.Verb.DELETED or find(change.kind) is None:
        raise ValueError("Only what was deleted, and is of a kind that there still is, can be restored.")
    with journal.recording(by=by, verb=Change.Verb.RESTORED, note=f"As it was before change {change.number}"):
        instance = apply_record(find(change.kind).model(), change.record)
        if FormerId.objects.filter(public_id=change.subject).exists():
            _take_to_status(instance, change.record["status"], by)
    return instance


def _take_to_status(entry, status, by):
    """Take a draft on to the status it once had, if this person may; else leave it."""
    try:
        with transaction.atomic():
            for to in WAYS[status]:
                move(entry, to=to, by=by)
    except (MoveRefused, PermissionDenied):
        entry.refresh_from_db(fields=["status", "version", "updated_at"])


def record_after(change):
    """The record that stood after this change; None when the change deleted it."""
    return None if change.verb == Change.Verb.DELETED else change.record


def records_before(changes):
    """What stood before each of these changes: {number: record, or None after a deletion}; new instances are left out."""
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


def in_text(field, value):
    """A value as people read it; one that its field no longer understands as it stands in the journal."""
    if value in (None, "", []):
        return ""
    try:
        return field.type.format(value) if field else str(value)
    except (AttributeError, KeyError, StopIteration, TypeError):
        return str(value)
