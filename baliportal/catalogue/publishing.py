"""The publication workflow: allowed moves between statuses and the permission that each needs."""

from functools import cache

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string

from . import journal
from .statuses import Status, Visibility  # noqa: F401  (the contract names them here)


class MoveRefused(ValueError):
    """A move that the workflow lacks or a guard refuses; the message names the possible moves or the reasons."""


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


def moves_from(status: Status, by, entry=None) -> list[Status]:
    """Return the statuses to which this person may move entries of `status`, or this one entry."""
    return [to for (start, to), (permission, _) in MOVES.items() if start == status and by.has_perm(permission, entry)]


def move(entry, *, to: Status, by, note: str = ""):
    """Move an entry to another status, in one transaction with its line in the journal.

    `by` is the acting user or a journal.Program. Raises MoveRefused when the workflow has no such move from the
    entry's status in the database or a guard has a reason against it (see `settings.PUBLICATION_GUARDS`),
    PermissionDenied when `by` may not make it. Returns the entry, refreshed.
    """
    with journal.recording(by=by):
        status = _locked_status(entry)
        permission, verb = _allowed_move(status, Status(to))
        if not by.has_perm(permission, entry):
            raise PermissionDenied(
                f"{by.get_username()} may not take an entry from {status.label} to {Status(to).label}."
            )
        _check_guards(entry, Status(to), by)
        root = type(entry).journal_root()
        root._base_manager.filter(pk=entry.pk).update(status=to)
        journal.touch_many(root, [entry.pk], verb=verb, note=note)
    entry.refresh_from_db(fields=["status", "version", "updated_at"])
    return entry


def publish_drafts(entries, *, by) -> None:
    """Publish many drafts as `move` does each, with their statuses read and written once; refused whole or not at all.

    The instances keep their old status.
    """
    pks = [entry.pk for entry in entries]
    with journal.recording(by=by):
        for root in {type(entry).journal_root() for entry in entries}:
            rows = root._base_manager.select_for_update(no_key=True).filter(pk__in=pks)
            statuses = {Status(status) for status in rows.values_list("status", flat=True)}
            if statuses - {Status.DRAFT}:
                raise MoveRefused("Only drafts are published together.")
            permission, verb = _allowed_move(Status.DRAFT, Status.PUBLISHED)
            for entry in entries:
                if not by.has_perm(permission, entry):
                    raise PermissionDenied(f"{by.get_username()} may not publish “{entry}”.")
                _check_guards(entry, Status.PUBLISHED, by)
            root._base_manager.filter(pk__in=pks).update(status=Status.PUBLISHED)
            journal.touch_many(root, pks, verb=verb)


@cache
def _guard(path):
    return import_string(path)


def _check_guards(entry, to, by):
    """Raise MoveRefused when a publication guard, called with the entry and the acting user, returns reasons."""
    guards = settings.PUBLICATION_GUARDS if to == Status.PUBLISHED else []
    reasons = [reason for path in guards for reason in _guard(path)(entry, by)]
    if reasons:
        raise MoveRefused(f"It cannot be published yet. {' '.join(reasons)}")


def _locked_status(entry):
    rows = type(entry).journal_root()._base_manager.select_for_update(no_key=True).filter(pk=entry.pk)
    return Status(rows.values_list("status", flat=True).get())


def _allowed_move(status, to):
    if (status, to) not in MOVES:
        possible = ", ".join(end.label for start, end in MOVES if start == status)
        raise MoveRefused(f"An entry that is {status.label} cannot become {to.label}; it can become: {possible}.")
    return MOVES[status, to]
