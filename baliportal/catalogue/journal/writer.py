"""The end of a recording: which of the touched subjects really changed, and the rows that say so."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from ..kinds import schema_of
from ..models import Change, FormerAddress, JournalHead
from ..schema.records import records_by_pk
from ..verification_lapse import update_lapses

BATCH = 500  # subjects held in memory at a time


def write(act):
    """Write the changes of a recording; return how many there were.

    All subjects are locked, always in the same order, before the first number is taken: whoever holds the head of the
    journal waits for nobody.
    """
    touched = _touched_by_root(act)
    for root, pks in touched:
        _lock(root, pks)
    written = _append(_deletions(act))
    for root, pks in touched:
        for start in range(0, len(pks), BATCH):
            written += _write_batch(act, root, pks[start : start + BATCH])
    act.touched.clear()
    act.deleted.clear()
    return written


def _touched_by_root(act):
    roots = sorted({root for root, _ in act.touched}, key=lambda root: root._meta.label)
    return [(root, sorted(pk for model, pk in act.touched if model is root and pk is not None)) for root in roots]


def _lock(root, pks):
    """Keep other writers of these rows out; new rows may go on pointing to them, which a full lock would forbid."""
    for start in range(0, len(pks), BATCH):
        rows = root._base_manager.select_for_update(no_key=True).filter(pk__in=pks[start : start + BATCH])
        list(rows.order_by("pk").values_list("pk"))


def _gone(act):
    """What is deleted indeed: a deletion may have been refused, or rolled back, inside the recording."""
    last = {instance.public_id: (instance, record) for instance, record in act.deleted}
    for root in {instance.journal_root() for instance, _ in last.values()}:
        for public_id in root._base_manager.filter(public_id__in=last).values_list("public_id", flat=True):
            del last[public_id]
    return last.values()


def _deletions(act):
    gone = list(_gone(act))
    before = _latest(instance for instance, _ in gone)
    return [
        _Touched(instance, before.get(instance.public_id), record, deleted=True).change(act)
        for instance, record in gone
    ]


def _latest(instances):
    return {
        change.subject: change for change in Change.objects.latest_of([instance.public_id for instance in instances])
    }


def _write_batch(act, root, pks):
    present = records_by_pk(root, pks)
    before = _latest(instance for instance, _ in present.values())
    if hasattr(root, "verification_lapsed_on"):
        update_lapses(act, root, present, before)
    touched = [_Touched(instance, before.get(instance.public_id), record) for instance, record in present.values()]
    changed = [each for each in touched if each.has_changed]
    if hasattr(root, "version") and changed:
        _count_version(root, changed)
        _remember_addresses(changed)
    return _append([each.change(act) for each in changed])


def _count_version(root, changed):
    now, rows = timezone.now(), root._base_manager
    for each in changed:
        if each.is_new and each.before:  # brought back: its versions go on
            each.instance.version = each.before.version
            rows.filter(pk=each.instance.pk).update(version=each.before.version)
    rows.filter(pk__in=[each.instance.pk for each in changed]).update(version=F("version") + 1, updated_at=now)
    rows.filter(pk__in=[each.instance.pk for each in changed if each.is_public]).update(public_updated_at=now)


def _remember_addresses(changed):
    for each in changed:
        old = each.record_before["slug"] if each.before else ""
        if old and old != each.record["slug"]:
            FormerAddress.remember(each.instance.pk, each.instance.kind, old, each.record["slug"])


@dataclass(frozen=True)
class _Touched:
    """Something that an act touched: its newest change in the journal, None before the first, and its record now.

    The record of what the act deleted is the last one.
    """

    instance: object
    before: Change | None
    record: dict
    deleted: bool = False

    @property
    def is_new(self):
        """Whether there was no such instance before the act: it was made, or brought back."""
        return self.before is None or self.before.verb == Change.Verb.DELETED

    @cached_property
    def record_before(self):
        return self.before.record

    @property
    def has_changed(self):
        return self.is_new or self.record_before != self.record

    @cached_property
    def is_public(self):
        """Whether everybody may see what the act changed.

        True in excess, never too seldom: when a public record names, or names no more, something that is hidden; and
        at the first change of a public record after something hidden that it names got another address.
        """
        schema = schema_of(self.instance)
        before = None if self.is_new else schema.public_part(self.record_before)
        return before != (None if self.deleted else schema.public_part(self.record))

    def change(self, act):
        """The row of the journal, still without its number."""
        key = self.instance.journal_root(), self.instance.pk
        if self.deleted:
            verb, note = Change.Verb.DELETED, ""
        elif self.is_new:
            verb, note = act.verb or Change.Verb.CREATED, act.notes.get(key)
        else:
            verb, note = act.verbs.get(key) or act.verb or Change.Verb.CHANGED, act.notes.get(key)
        return Change(
            at=timezone.now(),
            who=act.who[:150],
            route=act.route,
            verb=verb,
            kind=schema_of(self.instance).name,
            subject=self.instance.public_id,
            title=str(self.instance)[:500],
            version=self._version,
            note=note or act.note,
            batch=act.batch,
            record=self.record,
            is_public=self.is_public,
        )

    @property
    def _version(self):
        version = getattr(self.instance, "version", self.before.version if self.before else 0)
        return version + (not self.deleted)


def _append(changes):
    if changes:
        number, public = JournalHead.reserve(len(changes), sum(change.is_public for change in changes))
        for change in changes:
            number += 1
            public += change.is_public
            change.number, change.public = number, public
        Change.objects.bulk_create(changes, batch_size=BATCH)
    return len(changes)
