"""The journal read by people: what each act changed, field by field, and the way back."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from . import journal
from .kinds import named
from .models import Change
from .record import apply_record


@dataclass(frozen=True)
class FieldDiff:
    """One field that an act changed, as texts before and after."""

    label: str
    before: str
    after: str


def diff(before, after, kind):
    """The fields in which two records of a kind differ, in the order of the form; a record may be None."""
    before, after = before or {}, after or {}
    columns = {column.name: column for column in named(kind).columns}
    names = [*columns, *(name for name in {**before, **after} if name not in columns)]
    return [
        FieldDiff(
            columns[name].label if name in columns else name,
            _text(columns.get(name), before.get(name)),
            _text(columns.get(name), after.get(name)),
        )
        for name in names
        if name != "id" and before.get(name) != after.get(name) and (before.get(name) or after.get(name))
    ]


def with_diffs(changes):
    """Pair each of these changes with what it changed; one query for all their predecessors."""
    changes = list(changes)
    before = records_before(changes)
    return [(change, diff(before.get(change.number), _record_after(change), change.kind)) for change in changes]


def revert(thing, *, to, by):
    """Give an entry or a term the content it had after the change `to`; itself an act in the history.

    The status stays: it is publishing's. Raises RecordInvalid when the old content no longer fits, for instance
    because it names what has been deleted since.
    """
    with journal.recording(by=by, verb=Change.Verb.REVERTED, note=f"To the state after change {to.number}"):
        return apply_record(thing, _content(to))


def restore(change, *, by):
    """Bring back what this change deleted, as a draft under its old permanent id; returns it."""
    if change.verb != Change.Verb.DELETED:
        raise ValueError("Only what was deleted can be restored.")
    with journal.recording(by=by, verb=Change.Verb.RESTORED, note=f"As it was before change {change.number}"):
        return apply_record(named(change.kind).model(), _content(change))


def _content(change):
    """The record of a change as today's form knows it: columns that have gone since are left out."""
    known = named(change.kind).names
    return {name: value for name, value in change.record.items() if name in known}


def _record_after(change):
    return None if change.verb == Change.Verb.DELETED else change.record


def records_before(changes):
    """What stood before each of these changes: {number: record, or None after a deletion}; new things are left out."""
    earlier = Change.objects.filter(subject=OuterRef("subject"), number__lt=OuterRef("number")).order_by("-number")
    numbers = [change.number for change in changes]
    pairs = dict(
        Change.objects.filter(number__in=numbers)
        .annotate(before=Subquery(earlier.values("number")[:1]))
        .values_list("number", "before")
    )
    rows = Change.objects.in_bulk([before for before in pairs.values() if before])
    return {number: _record_after(rows[before]) for number, before in pairs.items() if before}


def _text(column, value):
    if value in (None, "", []):
        return ""
    return column.type.format(value) if column else str(value)
