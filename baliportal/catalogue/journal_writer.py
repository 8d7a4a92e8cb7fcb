"""The end of a recording: which of the touched subjects really changed, and the rows that say so."""

from django.db.models import F
from django.utils import timezone

from .kinds import form_of
from .models import Change, FormerAddress, JournalHead
from .record import records

BATCH = 500  # subjects held in memory at a time


def write(act):
    """Write the changes of a recording; return how many there were.

    Each batch locks its subjects, compares, then takes its numbers: the head of the journal is locked last.
    """
    written = _append([_change(act, thing, record, Change.Verb.DELETED) for thing, record in act.deleted])
    for root in dict.fromkeys(root for root, _ in act.touched):
        pks = sorted(pk for model, pk in act.touched if model is root and pk is not None)
        for start in range(0, len(pks), BATCH):
            written += _write_batch(act, root, pks[start : start + BATCH])
    act.touched.clear()
    act.deleted.clear()
    return written


def _write_batch(act, root, pks):
    list(root._base_manager.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))
    present = records(root, pks)
    before = {change.subject: change for change in Change.objects.latest_of([t.public_id for t, _ in present.values()])}
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
        root._base_manager.filter(pk__in=changed).update(version=F("version") + 1, updated_at=timezone.now())


def _told(act, root, pk, thing, record, before):
    if before and before.record.get("slug") and before.record["slug"] != record["slug"] and hasattr(thing, "version"):
        FormerAddress.remember(pk, thing.kind, before.record["slug"], record["slug"])
    verb = act.verbs.get((root, pk)) or act.verb or Change.Verb.CHANGED
    note = act.notes.get((root, pk)) or act.note
    return _change(act, thing, record, verb if before else act.verb or Change.Verb.CREATED, note)


def _change(act, thing, record, verb, note=""):
    return Change(
        at=timezone.now(),
        who=act.who[:150],
        route=act.route,
        verb=verb,
        kind=form_of(thing).name,
        subject=thing.public_id,
        title=str(thing)[:500],
        version=getattr(thing, "version", 0) + (verb != Change.Verb.DELETED),
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
