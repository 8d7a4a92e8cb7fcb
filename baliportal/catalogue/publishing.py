"""The workflow: where an entry may go from where it stands, and who may take it there."""

from functools import cache

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string

from . import journal
from .statuses import Status, Visibility  # noqa: F401  (the contract names them here)


class MoveRefused(ValueError):
    """The workflow has no such move, or a guard is against it; the message names the moves there are, or says why."""


SUBMIT, PUBLISH, WITHDRAW = (f"catalogue.{act}_entry" for act in ("submit", "publish", "withdraw"))

#: Every allowed move, with the permission it needs and the verb the journal uses.
MOVES = {
    (Status.DRAFT, Status.IN_REVIEW): (SUBMIT, "submitted"),
    (Status.DRAFT, Status.PUBLISHED): (PUBLISH, "published"),
    (Status.IN_REVIEW, Status.DRAFT): (SUBMIT, "returned"),
    (Status.IN_REVIEW, Status.PUBLISHED): (PUBLISH, "published"),
    (Status.PUBLISHED, Status.WITHDRAWN): (WITHDRAW, "withdrawn"),
    (Status.WITHDRAWN, Status.DRAFT): (PUBLISH, "returned"),
    (Status.WITHDRAWN, Status.PUBLISHED): (PUBLISH, "published"),
}


def moves_from(status, by, entry=None):
    """The statuses to which this person may take what stands at `status`; with an entry, this very one."""
    return [to for (start, to), (permission, _) in MOVES.items() if start == status and by.has_perm(permission, entry)]


def move(entry, *, to, by, note=""):
    """Take an entry to another status, in one transaction with its line in the journal.

    `by` is the user who acts, or a journal.Program. Raises MoveRefused when the workflow has no such move from where
    the entry stands now in the database or a guard has a reason against it (see `settings.PUBLICATION_GUARDS`),
    PermissionDenied when `by` may not make it. Returns the entry, up to date.
    """
    with journal.recording(by=by):
        stands = _locked_status(entry)
        permission, verb = _the_move(stands, Status(to))
        if not by.has_perm(permission, entry):
            raise PermissionDenied(
                f"{by.get_username()} may not take an entry from {stands.label} to {Status(to).label}."
            )
        _ask_the_guards(entry, Status(to), by)
        root = type(entry).journal_root()
        root._base_manager.filter(pk=entry.pk).update(status=to)
        journal.touch_many(root, [entry.pk], verb=verb, note=note)
    entry.refresh_from_db(fields=["status", "version", "updated_at"])
    return entry


@cache
def _guard(path):
    return import_string(path)


def _ask_the_guards(entry, to, by):
    """Nothing is published while a guard says why not: a guard takes the entry and who acts, and gives reasons."""
    guards = settings.PUBLICATION_GUARDS if to == Status.PUBLISHED else []
    reasons = [reason for path in guards for reason in _guard(path)(entry, by)]
    if reasons:
        raise MoveRefused(f"It cannot be published yet. {' '.join(reasons)}")


def _locked_status(entry):
    rows = type(entry).journal_root()._base_manager.select_for_update(no_key=True).filter(pk=entry.pk)
    return Status(rows.values_list("status", flat=True).get())


def _the_move(stands, to):
    if (stands, to) not in MOVES:
        possible = ", ".join(end.label for start, end in MOVES if start == stands)
        raise MoveRefused(f"An entry that is {stands.label} cannot become {to.label}; it can become: {possible}.")
    return MOVES[stands, to]
