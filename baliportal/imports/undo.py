"""Taking back a whole batch, itself one act in the history: records get back what they held, added drafts go.

A row that anybody edited since is left as it is, and named.
"""

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.journal.history import records_before
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Change
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record, with_relations

from .errors import BatchRefused
from .models import Batch
from .permissions import refusal, refusal_to_take_away

CHUNK = 200  # records held in memory at a time


def undo(batch, model_admin, request):
    """Take back what the batch wrote; returns (how many records, [(title, why it was left)]).

    Raises BatchRefused, with nothing written, when no row of it can be taken back.
    """
    act = journal.recording(
        by=request.user, route=batch.route, batch=batch.name_of_undoing, verb=Change.Verb.REVERTED,
        note=f"Undo of {batch.name}: {batch.what}",
    )  # fmt: skip
    with act:
        batch = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if batch.state != Batch.State.APPLIED:
            raise BatchRefused("Only a batch that was written, and not undone, can be undone.")
        done, left = _undo(batch, model_admin, request)
        if not done:
            raise BatchRefused("Nothing was undone: no record of this batch stands as the batch left it.", left)
        batch.state, batch.undone_at, batch.undone_by = Batch.State.UNDONE, timezone.now(), request.user.get_username()
        batch.save(update_fields=["state", "undone_at", "undone_by"])
    return done, left


def _undo(batch, model_admin, request):
    done, left, last = 0, [], None
    while changes := list(_newest_first(batch, last)[:CHUNK]):
        last = changes[-1].number
        before, things, newest = records_before(changes), _locked(batch, changes), _newest_numbers(changes)
        for change in changes:
            thing = things.get(change.subject)
            why_not = _why_not(change, thing, newest) or refusal(model_admin, request, thing)
            if before.get(change.number) is None:
                why_not = why_not or refusal_to_take_away(model_admin, request, batch, thing)
            why_not = why_not or _taken_back(thing, before.get(change.number))
            if why_not:
                left.append((change.title, why_not))
            else:
                done += 1
    return done, left


def _newest_first(batch, last):
    """In the contrary order, as later rows may point to earlier ones."""
    changes = Change.objects.filter(batch=batch.name).order_by("-number")
    return changes if last is None else changes.filter(number__lt=last)


def _locked(batch, changes):
    form, subjects = named(batch.form), [change.subject for change in changes]
    root = form.model.journal_root()
    list(root._base_manager.select_for_update(no_key=True).filter(public_id__in=subjects).order_by("pk").values("pk"))
    return {thing.public_id: thing for thing in with_relations(form).filter(public_id__in=subjects)}


def _newest_numbers(changes):
    rows = Change.objects.filter(subject__in=[change.subject for change in changes])
    return dict(rows.order_by().values_list("subject").annotate(Max("number")))


def _why_not(change, thing, newest):
    if thing is None:
        return "deleted since"
    return "edited since" if newest[change.subject] != change.number else ""


def _differing(thing, before):
    """What the record held before and holds no longer."""
    return {name: before[name] for name, value in to_record(thing).items() if before[name] != value}


def _taken_back(thing, before):
    """Give a record back what it held, or take an added draft away; returns why that cannot be, "" when it is done."""
    try:
        with transaction.atomic():
            if before is not None:
                apply_record(thing, _differing(thing, before))
            elif getattr(thing, "status", Status.DRAFT) == Status.DRAFT:
                thing.delete()
            else:
                return "no longer a draft"
    except (RecordInvalid, ProtectedError) as problem:
        return str(problem.args[0])
    return ""
