"""Write a previewed batch: all chosen rows in one transaction with one change in the journal per record, or none.

New records are made and checked before the transaction, which other writers wait for.
"""

from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.addresses import slug_taken_notice
from baliportal.catalogue.kinds import named, schema_of
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, save_prepared

from .archives.write import write_previewed_file
from .batch_records import CHUNK, lock_records, newest_numbers
from .errors import BatchRefused
from .models import Batch, BatchLine, Verdict
from .permissions import write_refusal
from .prepared_rows import PreparedRows, preparing

MAX_LISTED = 50  # Rows that are marked in the preview when the batch is refused.


def apply_batch(batch, model_admin, request):
    """Write the chosen rows; returns their number.

    Raises BatchRefused, with nothing written, if a record was changed or deleted since the preview, is no longer valid
    or may not be written. The rows concerned are in `BatchRefused.rows` and are marked in the preview.
    """
    note = batch.note or batch.what
    try:
        with (
            preparing(batch) as prepared,
            journal.recording(by=request.user, route=batch.route, batch=batch.name, note=note),
        ):
            return _write_chosen(_lock_ready_batch(batch), model_admin, request, prepared)
    except IntegrityError as problem:
        raise BatchRefused(
            "Nothing was written, because something that a row names was deleted meanwhile."
        ) from problem
    except BatchRefused as refused:
        _mark_refused(batch, refused.rows)
        raise


def _lock_ready_batch(batch):
    batch = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if batch.state != Batch.State.READY:
        raise BatchRefused(f"This batch is {batch.get_state_display()}: nothing was written now.")
    return batch


def _write_chosen(batch, model_admin, request, prepared):
    written, refused, last = 0, [], 0
    write_row = write_previewed_file if batch.brings_files else partial(_apply_row, prepared)
    while verdicts := list(batch.verdicts.to_write().filter(line__gt=last)[:CHUNK]):
        last = verdicts[-1].line
        for verdict, record, reason in _with_records(batch, verdicts, model_admin, request):
            reason = reason or (not refused and write_row(verdict, record))
            refused += [(verdict, reason)] if reason else []
        Verdict.objects.bulk_update(verdicts, ["subject", "notes"])
        written += len(verdicts)
    if refused:
        raise BatchRefused("Nothing was written, because the preview no longer holds for every row.", refused)
    prepared.insert_links()
    if not written:
        raise BatchRefused("No row is chosen that would change anything.")
    batch.state, batch.applied_at, batch.written = Batch.State.APPLIED, timezone.now(), written
    batch.save(update_fields=["state", "applied_at", "written"])
    BatchLine.objects.filter(batch=batch).delete()
    return written


def _with_records(batch, verdicts, model_admin, request):
    """Yield (verdict, record, reason): the record locked and up to date, the reason not to write it or ""."""
    subjects = [verdict.subject for verdict in verdicts if verdict.subject]
    records, numbers = lock_records(batch, subjects), newest_numbers(batch, subjects)
    for verdict in verdicts:
        record = records.get(verdict.subject) if verdict.subject else named(batch.schema_name).model()
        yield verdict, record, _refusal_reason(verdict, record, numbers, partial(write_refusal, model_admin, request))


def _refusal_reason(verdict, record, numbers, permission_refusal):
    if record is None:
        return "It was deleted since the preview."
    if verdict.subject and numbers.get(verdict.subject) != verdict.seen:
        return "It was changed since the preview."
    return permission_refusal(record if verdict.subject else None)


def _apply_row(prepared: PreparedRows, verdict, record):
    """Write one row; returns the error, or "" if it is written."""
    try:
        with transaction.atomic():
            if made := prepared.pop(verdict):
                record = save_prepared(*made)
            else:
                apply_record(record, schema_of(record).canonical_part(verdict.values))
    except RecordInvalid as problem:
        return str(problem)
    verdict.subject = record.public_id
    if verdict.values.get("slug") and (notice := slug_taken_notice(record, verdict.values["slug"])):
        verdict.notes = [*verdict.notes, notice]
    return ""


def _mark_refused(batch, rows):
    """Turn the rows that stopped the batch into errors in the preview."""
    for verdict, words in rows[:MAX_LISTED]:
        adds_record = verdict.outcome == Verdict.Outcome.ADDED and not verdict.seen
        subject = "" if adds_record else verdict.subject
        Verdict.objects.filter(pk=verdict.pk).update(
            outcome=Verdict.Outcome.ERROR, chosen=False, subject=subject, errors=[["", words]]
        )
