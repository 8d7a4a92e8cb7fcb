"""Writing what was previewed: the whole batch in one transaction, one line of history per record, or nothing."""

from django.db import transaction
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.addresses import slug_taken_notice
from baliportal.catalogue.kinds import named, schema_of
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, with_relations

from .errors import BatchRefused
from .models import Batch, BatchLine, Verdict
from .permissions import refusal
from .sheet import newest_numbers

CHUNK = 200  # records held in memory at a time
NAMED = 50  # rows that a refusal names


def write(batch, model_admin, request):
    """Write the chosen rows; returns how many. Raises BatchRefused, with nothing written, when the preview no longer
    holds for one of them: it names those rows, which are marked in the preview.
    """
    note = batch.note or batch.what
    try:
        with journal.recording(by=request.user, route=batch.route, batch=batch.name, note=note):
            return _write(_ready(batch), model_admin, request)
    except BatchRefused as refused:
        _mark(batch, refused.rows)
        raise


def _ready(batch):
    batch = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if batch.state != Batch.State.READY:
        raise BatchRefused(f"This batch is {batch.get_state_display()}: nothing was written now.")
    return batch


def _write(batch, model_admin, request):
    written, refused, last = 0, [], 0
    while verdicts := list(batch.verdicts.to_write().filter(line__gt=last)[:CHUNK]):
        last = verdicts[-1].line
        for verdict, thing, why_not in _with_things(batch, verdicts, model_admin, request):
            why_not = why_not or (not refused and _applied(verdict, thing))
            refused += [(verdict, why_not)] if why_not else []
        Verdict.objects.bulk_update(verdicts, ["subject", "notes"])
        written += len(verdicts)
    if refused:
        raise BatchRefused("Nothing was written, because the preview no longer holds for every row.", refused)
    if not written:
        raise BatchRefused("No row is chosen that would change anything.")
    batch.state, batch.applied_at, batch.written = Batch.State.APPLIED, timezone.now(), written
    batch.save(update_fields=["state", "applied_at", "written"])
    BatchLine.objects.filter(batch=batch).delete()
    return written


def _with_things(batch, verdicts, model_admin, request):
    """Each verdict with its record, locked and up to date, and why it must not be written, "" for no reason."""
    form, subjects = named(batch.form), [verdict.subject for verdict in verdicts if verdict.subject]
    root = form.model.journal_root()
    list(root._base_manager.select_for_update(no_key=True).filter(public_id__in=subjects).order_by("pk").values("pk"))
    things = {thing.public_id: thing for thing in with_relations(form).filter(public_id__in=subjects)}
    numbers = newest_numbers(subjects)
    for verdict in verdicts:
        thing = things.get(verdict.subject) if verdict.subject else form.model()
        yield verdict, thing, _why_not(verdict, thing, numbers, lambda t: refusal(model_admin, request, t))


def _why_not(verdict, thing, numbers, refusal_of):
    if thing is None:
        return "It was deleted since the preview."
    if verdict.subject and numbers.get(verdict.subject) != verdict.seen:
        return "It was changed since the preview."
    return refusal_of(thing if verdict.subject else None)


def _applied(verdict, thing):
    """Write one row; returns what is wrong with it, "" for nothing."""
    try:
        with transaction.atomic():
            apply_record(thing, schema_of(thing).canonical_part(verdict.values))
    except RecordInvalid as problem:
        return str(problem)
    verdict.subject = thing.public_id
    if verdict.values.get("slug") and (notice := slug_taken_notice(thing, verdict.values["slug"])):
        verdict.notes = [*verdict.notes, notice]
    return ""


def _mark(batch, rows):
    """Say in the preview what has become of the rows that stopped the batch."""
    for verdict, words in rows[:NAMED]:
        subject = verdict.subject if verdict.outcome != Verdict.Outcome.ADDED else ""
        Verdict.objects.filter(pk=verdict.pk).update(
            outcome=Verdict.Outcome.ERROR, chosen=False, subject=subject, errors=[["", words]]
        )
