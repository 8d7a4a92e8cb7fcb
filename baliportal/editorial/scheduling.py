"""Scheduled moves: publication after an embargo, and withdrawal."""

import logging
from collections import Counter

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.publishing import PUBLISH, WITHDRAW, MoveRefused, Status, move

from .models import ScheduledMove

log = logging.getLogger(__name__)
REQUIRED_PERMISSION = {Status.PUBLISHED: PUBLISH, Status.WITHDRAWN: WITHDRAW}


class NotScheduled(ValueError):
    """The move cannot be scheduled for that time; the message says why."""


def may_schedule(user, to, entry):
    """Return True if the user may make this move, and so may schedule or cancel it."""
    return to in REQUIRED_PERMISSION and user.has_perm(REQUIRED_PERMISSION[to], entry)


def schedule(entry, *, to, at, by, note="", now=None):
    """Schedule a move of an entry; raise NotScheduled, or PermissionDenied if `by` may not make the move."""
    if not may_schedule(by, to, entry):
        raise PermissionDenied(f"{by.get_username()} may not schedule this.")
    if at <= (now or timezone.now()):
        raise NotScheduled("That time is past. Choose a later one, or make the move now.")
    try:
        with transaction.atomic():
            entry = Entry.objects.get(pk=entry.pk)
            _require_possible(entry, to, at)
            return ScheduledMove.objects.create(entry=entry, to=to, at=at, by=by, note=note[:2000])
    except IntegrityError as twice:
        raise NotScheduled("Such a move is scheduled already. Cancel that one first.") from twice


def _require_possible(entry, to, at):
    status = Status(entry.status)
    if to == Status.PUBLISHED and status == Status.PUBLISHED:
        raise NotScheduled("It is published already. Withdraw it first, or schedule its withdrawal.")
    before = entry.scheduled_moves.waiting().filter(to=Status.PUBLISHED, at__lt=at)
    if to == Status.WITHDRAWN and status != Status.PUBLISHED and not before.exists():
        raise NotScheduled("It will not be published by then, so there is nothing to withdraw.")


def cancel(scheduled, *, by):
    """Cancel a scheduled move; return False if it was done, refused or cancelled already."""
    if not may_schedule(by, scheduled.to, scheduled.entry):
        raise PermissionDenied(f"{by.get_username()} may not cancel this.")
    return scheduled.close(ScheduledMove.State.CANCELLED, now=timezone.now(), by=by.get_username())


def embargoed(entries, now=None):
    """Return {pk: time} of the entries that must not be published before a time."""
    embargoes = ScheduledMove.objects.embargoes(now or timezone.now()).filter(entry__in=[entry.pk for entry in entries])
    return dict(embargoes.values_list("entry_id", "at"))


def carry_out_due():
    """Make every move that is due, for housekeeping; return Counter(done=…, refused=…).

    Each move shares a transaction with the closing of its row, so the run may be killed at any moment, repeated, or
    run by two processes at once: no move is made twice and none is lost.
    """
    return run_due(timezone.now())


def run_due(now):
    """Make the moves that are due at `now`; return Counter(done=…, refused=…)."""
    due = ScheduledMove.objects.due(now).values_list("pk", flat=True)
    return Counter(outcome for pk in list(due) if (outcome := _execute(pk, now)))


def _execute(pk, now):
    """Make one move as the person who scheduled it; return "done", "refused", or "" if another process made it."""
    scheduled = ScheduledMove.objects.select_related("by", "entry").filter(pk=pk).first()
    if scheduled is None:
        return ""
    try:
        with journal.recording(by=scheduled.by, route=Change.Route.SCHEDULE):
            if not scheduled.close(ScheduledMove.State.DONE, now=now, by="schedule"):
                return ""
            move(scheduled.entry, to=scheduled.to, by=scheduled.by, note=scheduled.note)
    except (MoveRefused, PermissionDenied) as reason:
        log.warning("Scheduled move %s was refused: %s", scheduled.pk, reason)
        scheduled.close(ScheduledMove.State.REFUSED, now=now, by="schedule", outcome=str(reason))
        return "refused"
    return "done"
