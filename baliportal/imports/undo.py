"""Undo of a whole batch, itself recorded in the journal: former values are restored and added drafts are deleted.

Records that were edited since are left unchanged and reported.
"""

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.journal.history import records_before
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record

from .archives.write import take_files_off
from .batch_records import CHUNK, lock_records
from .errors import BatchRefused
from .models import Batch
from .permissions import delete_refusal, write_refusal


def undo_batch(batch, model_admin, request):
    """Undo what the batch wrote; returns (number of records, [(title, reason it was left unchanged)]).

    Raises BatchRefused, with nothing written, if none of its records can be restored.
    """
    recording = journal.recording(
        by=request.user, route=batch.route, batch=batch.undo_name, verb=Change.Verb.REVERTED,
        note=f"Undo of {batch.name}: {batch.what}",
    )  # fmt: skip
    with recording:
        batch = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if batch.state != Batch.State.APPLIED:
            raise BatchRefused("Only a batch that was written, and not undone, can be undone.")
        undo = take_files_off if batch.brings_files else _undo_changes
        done, left = undo(batch, model_admin, request)
        if not done:
            raise BatchRefused("Nothing was undone: no record of this batch stands as the batch left it.", left)
        batch.state, batch.undone_at, batch.undone_by = Batch.State.UNDONE, timezone.now(), request.user.get_username()
        batch.save(update_fields=["state", "undone_at", "undone_by"])
    return done, left


def _undo_changes(batch, model_admin, request):
    done, left, last = 0, [], None
    while changes := list(_changes_before(batch, last)[:CHUNK]):
        last = changes[-1].number
        before, records, newest = (
            records_before(changes),
            lock_records(batch, [c.subject for c in changes]),
            _latest_numbers(changes),
        )
        for change in changes:
            record = records.get(change.subject)
            reason = _later_edit(change, record, newest) or write_refusal(model_admin, request, record)
            if before.get(change.number) is None:
                reason = reason or delete_refusal(model_admin, request, batch, record)
            reason = reason or _revert_record(record, before.get(change.number))
            if reason:
                left.append((change.title, reason))
            else:
                done += 1
    return done, left


def _changes_before(batch, last):
    """Changes of the batch in reverse order, because later rows may refer to earlier ones."""
    changes = Change.objects.filter(batch=batch.name).order_by("-number")
    return changes if last is None else changes.filter(number__lt=last)


def _latest_numbers(changes):
    rows = Change.objects.filter(subject__in=[change.subject for change in changes])
    return dict(rows.order_by().values_list("subject").annotate(Max("number")))


def _later_edit(change, record, newest):
    if record is None:
        return "deleted since"
    return "edited since" if newest[change.subject] != change.number else ""


def _values_to_restore(record, before):
    """Former values of the fields that differ now."""
    return {name: before[name] for name, value in to_record(record).items() if before[name] != value}


def _revert_record(record, before):
    """Restore a record, or delete an added draft (`before` is None); returns the reason if that fails, or ""."""
    try:
        with transaction.atomic():
            if before is not None:
                apply_record(record, _values_to_restore(record, before))
            elif getattr(record, "status", Status.DRAFT) == Status.DRAFT:
                record.delete()
            else:
                return "no longer a draft"
    except (RecordInvalid, ProtectedError) as problem:
        return str(problem.args[0])
    return ""
