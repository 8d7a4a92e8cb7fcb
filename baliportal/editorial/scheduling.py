"""Moves set for a time: publication after an embargo, and withdrawal."""

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
NEEDS = {Status.PUBLISHED: PUBLISH, Status.WITHDRAWN: WITHDRAW}


class NotScheduled(ValueError):
    """The move cannot be set for that time; the message says why."""


def may_schedule(user, to, entry):
    """Whether this person may set such a move, or cancel it: who may make it himself."""
    return to in NEEDS and user.has_perm(NEEDS[to], entry)


def schedule(entry, *, to, at, by, note="", now=None):
    """Set a move of an entry for a time. Raises NotScheduled, or PermissionDenied to whoever may not make the move."""
    if not may_schedule(by, to, entry):
        raise PermissionDenied(f"{by.get_username()} may not schedule this.")
    if at <= (now or timezone.now()):
        raise NotScheduled("That time is past. Choose a later one, or make the move now.")
    try:
        with transaction.atomic():
            entry = Entry.objects.get(pk=entry.pk)
            _refuse_what_cannot_be(entry, to, at)
            return ScheduledMove.objects.create(entry=entry, to=to, at=at, by=by, note=note[:2000])
    except IntegrityError as twice:
        raise NotScheduled("Such a move is scheduled already. Cancel that one first.") from twice


def _refuse_what_cannot_be(entry, to, at):
    status = Status(entry.status)
    if to == Status.PUBLISHED and status == Status.PUBLISHED:
        raise NotScheduled("It is published already. Withdraw it first, or schedule its withdrawal.")
    before = entry.scheduled_moves.waiting().filter(to=Status.PUBLISHED, at__lt=at)
    if to == Status.WITHDRAWN and status != Status.PUBLISHED and not before.exists():
        raise NotScheduled("It will not be published by then, so there is nothing to withdraw.")


def cancel(planned, *, by):
    """Cancel what is scheduled; False when it was done, refused or cancelled already."""
    if not may_schedule(by, planned.to, planned.entry):
        raise PermissionDenied(f"{by.get_username()} may not cancel this.")
    return planned.close(ScheduledMove.State.CANCELLED, now=timezone.now(), by=by.get_username())


def embargoed(entries, now=None):
    """{pk: time} of those of these entries that must not be published before a time."""
    found = ScheduledMove.objects.embargoes(now or timezone.now()).filter(entry__in=[entry.pk for entry in entries])
    return dict(found.values_list("entry_id", "at"))


def carry_out_due():
    """What housekeeping calls: make every move whose time has come; returns how many were done and how many refused.

    Each move is a transaction of its own together with the closing of its row, so it may be killed at any moment, and
    run twice or by two processes at once: no move is made twice and none is lost.
    """
    return run_due(timezone.now())


def run_due(now):
    """Make the moves that are due by `now`: Counter(done=…, refused=…)."""
    due = ScheduledMove.objects.due(now).values_list("pk", flat=True)
    return Counter(outcome for pk in list(due) if (outcome := _carry_out(pk, now)))


def _carry_out(pk, now):
    """Make one move as whoever scheduled it, if he still may; "" when another process was quicker."""
    planned = ScheduledMove.objects.select_related("by", "entry").filter(pk=pk).first()
    if planned is None:
        return ""
    try:
        with journal.recording(by=planned.by, route=Change.Route.SCHEDULE):
            if not planned.close(ScheduledMove.State.DONE, now=now, by="schedule"):
                return ""
            move(planned.entry, to=planned.to, by=planned.by, note=planned.note)
    except (MoveRefused, PermissionDenied) as reason:
        log.warning("Scheduled move %s was refused: %s", planned.pk, reason)
        planned.close(ScheduledMove.State.REFUSED, now=now, by="schedule", outcome=str(reason))
        return "refused"
    return "done"
