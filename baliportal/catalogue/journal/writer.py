"""Writer of the journal: at the end of a recording, one `Change` for each touched record that differs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from ..kinds import schema_of
from ..models import Change, FormerAddress, JournalHead
from ..public_facts import public_facts
from ..schema.records import records_by_pk
from ..verification_lapse import update_lapses
from .position import fingerprint_of

#: Records held in memory at a time.
BATCH_SIZE = 500
#: A newest change that is further ahead than this was written while the clock was wrong, and is not waited for.
LARGEST_STEP = timedelta(days=2)


def write(recording) -> int:
    """Write the changes of a recording; return their count.

    All rows are locked in a fixed order before the first number is reserved, so a holder of the journal's lock never
    waits for a row lock (no deadlock).
    """
    touched = _touched_by_root(recording)
    for root, pks in touched:
        _lock(root, pks)
    recording.at = journal_time()
    written = _append(_deletions(recording))
    for root, pks in touched:
        for start in range(0, len(pks), BATCH_SIZE):
            written += _write_batch(recording, root, pks[start : start + BATCH_SIZE])
    recording.touched.clear()
    recording.deleted.clear()
    return written


def journal_time() -> datetime:
    """The time of the next change: now, or just after the newest change where the clock was set back since.

    The state of a past day is that after the last change by then, so the order of times must be that of the numbers.
    """
    now, newest = timezone.now(), Change.objects.order_by("-number").values_list("at", flat=True).first()
    return newest + timedelta(microseconds=1) if newest and now < newest < now + LARGEST_STEP else now


def _touched_by_root(recording):
    roots = sorted({root for root, _ in recording.touched}, key=lambda root: root._meta.label)
    return [(root, sorted(pk for model, pk in recording.touched if model is root and pk is not None)) for root in roots]


def _lock(root, pks):
    """Lock rows against other writers; FOR NO KEY UPDATE still lets new rows refer to them."""
    for start in range(0, len(pks), BATCH_SIZE):
        rows = root._base_manager.select_for_update(no_key=True).filter(pk__in=pks[start : start + BATCH_SIZE])
        list(rows.order_by("pk").values_list("pk"))


def _deleted(recording):
    """Return (instance, record) of rows that are gone; a deletion may have been refused or rolled back meanwhile."""
    last = {instance.public_id: (instance, record) for instance, record in recording.deleted}
    for root in {instance.journal_root() for instance, _ in last.values()}:
        for public_id in root._base_manager.filter(public_id__in=last).values_list("public_id", flat=True):
            del last[public_id]
    return last.values()


def _deletions(recording):
    deleted = list(_deleted(recording))
    before = _newest_changes(instance for instance, _ in deleted)
    touched = [_Touched(instance, before.get(instance.public_id), record, deleted=True) for instance, record in deleted]
    return [row.change(recording) for row in touched]


def _newest_changes(instances):
    public_ids = [instance.public_id for instance in instances]
    return {change.subject: change for change in Change.objects.latest_of(public_ids)}


def _write_batch(recording, root, pks):
    present = records_by_pk(root, pks)
    before = _newest_changes(instance for instance, _ in present.values())
    if hasattr(root, "verification_lapsed_on"):
        update_lapses(recording, root, present, before)
    touched = [_Touched(instance, before.get(instance.public_id), record) for instance, record in present.values()]
    changed = [row for row in touched if row.has_changed]
    if hasattr(root, "version") and changed:
        _increment_versions(root, changed, recording.at)
        _remember_addresses(changed)
    return _append([row.change(recording) for row in changed])


def _increment_versions(root, changed, at):
    rows = root._base_manager
    for row in changed:
        if row.is_new and row.before:  # A restored record continues its version numbers.
            row.instance.version = row.before.version
            rows.filter(pk=row.instance.pk).update(version=row.before.version)
    rows.filter(pk__in=[row.instance.pk for row in changed]).update(version=F("version") + 1, updated_at=at)
    rows.filter(pk__in=[row.instance.pk for row in changed if row.is_public]).update(public_updated_at=at)
    rows.filter(pk__in=[row.instance.pk for row in changed if row.changes_public_facts]).update(facts_updated_at=at)


def _remember_addresses(changed):
    for row in changed:
        old = row.record_before["slug"] if row.before else ""
        if old and old != row.record["slug"]:
            FormerAddress.remember(row.instance.pk, row.instance.kind, old, row.record["slug"])


@dataclass(frozen=True)
class _Touched:
    """A touched record: its newest change in the journal, None before the first, and its present record.

    The record of a deleted row is its last one.
    """

    instance: object
    before: Change | None
    record: dict
    deleted: bool = False

    @property
    def is_new(self):
        """True when the record did not exist before the act: it was created or restored."""
        return self.before is None or self.before.verb == Change.Verb.DELETED

    @cached_property
    def record_before(self):
        return self.before.record

    @property
    def has_changed(self):
        return self.is_new or self.record_before != self.record

    @cached_property
    def is_public(self):
        """True when the act changed something that everybody may see.

        May be true needlessly, never false wrongly: it is true when a public record gains or loses a link to a hidden
        one, and at the first change of a public record after a hidden one that it names got another address.
        """
        schema = schema_of(self.instance)
        before = None if self.is_new else schema.public_part(self.record_before)
        return before != (None if self.deleted else schema.public_part(self.record))

    @property
    def changes_public_facts(self):
        """True when everybody sees other facts than before the act, or sees the record for the first time or again."""
        schema = schema_of(self.instance)
        before = None if self.is_new else public_facts(schema, self.record_before)
        after = public_facts(schema, self.record)
        return after is not None and after != before

    def change(self, recording):
        """Build the row of the journal, still without its number."""
        key = self.instance.journal_root(), self.instance.pk
        if self.deleted:
            verb, note = Change.Verb.DELETED, ""
        elif self.is_new:
            verb, note = recording.verb or Change.Verb.CREATED, recording.notes.get(key)
        else:
            verb, note = recording.verbs.get(key) or recording.verb or Change.Verb.CHANGED, recording.notes.get(key)
        return Change(
            at=recording.at,
            who=recording.who[:150],
            route=recording.route,
            verb=verb,
            kind=schema_of(self.instance).name,
            subject=self.instance.public_id,
            title=str(self.instance)[:500],
            version=self._version,
            note=note or recording.note,
            batch=recording.batch,
            record=self.record,
            is_public=self.is_public,
        )

    @property
    def _version(self):
        version = getattr(self.instance, "version", self.before.version if self.before else 0)
        return version + (not self.deleted)


def _append(changes):
    if changes:
        last = fingerprint_of(changes[-1].at, changes[-1].who, changes[-1].subject)
        number, public = JournalHead.reserve(len(changes), sum(change.is_public for change in changes), last)
        for change in changes:
            number += 1
            public += change.is_public
            change.number, change.public = number, public
        Change.objects.bulk_create(changes, batch_size=BATCH_SIZE)
    return len(changes)
