"""The end of a recording: which of the touched subjects really changed, and the rows that say so."""

from django.db.models import F
from django.utils import timezone

from ..kinds import schema_of
from ..models import Change, FormerAddress, JournalHead
from ..schema.records import records
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
    last = {thing.public_id: (thing, record) for thing, record in act.deleted}
    for root in {thing.journal_root() for thing, _ in last.values()}:
        for public_id in root._base_manager.filter(public_id__in=last).values_list("public_id", flat=True):
            del last[public_id]
    return last.values()


def _deletions(act):
    gone = list(_gone(act))
    before = _latest(thing for thing, _ in gone)
    return [_change(act, thing, record, before.get(thing.public_id), Change.Verb.DELETED) for thing, record in gone]


def _latest(things):
    return {change.subject: change for change in Change.objects.latest_of([thing.public_id for thing in things])}


def _write_batch(act, root, pks):
    present = records(root, pks)
    before = _latest(thing for thing, _ in present.values())
    if hasattr(root, "verification_lapsed_on"):
        update_lapses(act, root, present, before)
    changed = {
        pk: (thing, record, before.get(thing.public_id))
        for pk, (thing, record) in present.items()
        if not _same(before.get(thing.public_id), record)
    }
    _count_version(root, changed)
    return _append([_told(act, root, pk, *rest) for pk, rest in changed.items()])


def _same(change, record):
    return change is not None and change.verb != Change.Verb.DELETED and change.record == record


def _count_version(root, changed):
    if hasattr(root, "version") and changed:
        for pk, (thing, _, before) in changed.items():
            if before and before.verb == Change.Verb.DELETED:  # brought back: its versions go on
                thing.version = before.version
                root._base_manager.filter(pk=pk).update(version=before.version)
        root._base_manager.filter(pk__in=changed).update(version=F("version") + 1, updated_at=timezone.now())


def _told(act, root, pk, thing, record, before):
    if before and before.record.get("slug") and before.record["slug"] != record["slug"] and hasattr(thing, "version"):
        FormerAddress.remember(pk, thing.kind, before.record["slug"], record["slug"])
    verb = act.verbs.get((root, pk)) or act.verb or Change.Verb.CHANGED
    note = act.notes.get((root, pk)) or act.note
    if before is None or before.verb == Change.Verb.DELETED:
        verb = act.verb or Change.Verb.CREATED
    return _change(act, thing, record, before, verb, note)


def _change(act, thing, record, before, verb, note=""):
    version = getattr(thing, "version", before.version if before else 0)
    return Change(
        at=timezone.now(),
        who=act.who[:150],
        route=act.route,
        verb=verb,
        kind=schema_of(thing).name,
        subject=thing.public_id,
        title=str(thing)[:500],
        version=version + (verb != Change.Verb.DELETED),
        note=note or act.note,
        batch=act.batch,
        record=record,
    )


def _append(changes):
    if changes:
        first = JournalHead.reserve(len(changes))
        for number, change in enumerate(changes, first):
            change.number = number
        Change.objects.bulk_create(changes, batch_size=BATCH)
    return len(changes)
