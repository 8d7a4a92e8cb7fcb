"""The journal: every change leaves one row, in the transaction that makes it, in commit order.

A writer opens a recording with the person, the route and the reason. Inside it models may be saved and sets changed in
any number of steps; at its end each touched subject whose record differs from the last one gets one `Change`.
A write outside any recording opens one of its own, by 'system'.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from ..db.lock_wait import apply_lock_wait

#: Sent after the transaction has committed, so that readers of the journal catch up. Has no arguments, as each reader
#: stores its position.
committed = Signal()

_current = ContextVar("recording", default=None)
# The module `journal.writer`, set by the app: it imports the models, which import this module.
_writer = None


def set_writer(module) -> None:
    """Register the module that writes the rows; called once, when the app registry is ready."""
    global _writer
    _writer = module


@dataclass(frozen=True)
class Program:
    """An actor that is no person: the starter, housekeeping, a command. It has every permission."""

    name: str

    def get_username(self):
        return self.name

    def has_perm(self, permission, obj=None):
        return True


SYSTEM = Program("system")


@dataclass
class Recording:
    """One act in progress: the actor, the route, the reason, and the rows touched so far."""

    by: object
    route: str
    note: str = ""
    batch: str = ""
    verb: str = ""
    verbs: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    touched: dict = field(default_factory=dict)
    deleted: list = field(default_factory=list)
    stated_lapses: set = field(default_factory=set)
    at: datetime | None = None  # set when its rows are written

    @property
    def who(self):
        return self.by.get_username()


@contextmanager
def recording(*, by=SYSTEM, route="", note="", batch="", verb=""):
    """Record everything written inside as one act of `by`; inside another recording, join that one unchanged.

    `route` is "form" for a person and "command" for a program by default.
    Opens a transaction: when the body raises, nothing is written and nothing is in the journal.
    """
    if _current.get() is not None:
        yield _current.get()
        return
    route = route or ("command" if isinstance(by, Program) else "form")
    current = Recording(by=by, route=route, note=note, batch=batch, verb=verb)
    token = _current.set(current)
    try:
        with transaction.atomic():
            apply_lock_wait()
            yield current
            _write(current)
    finally:
        _current.reset(token)


def ensure_recording():
    """Return a context manager that joins the open recording, or opens one by the system."""
    return recording()


def touch_many(root, pks, verb="", note=""):
    """Mark rows of `root` as possibly changed by the open recording; `verb` overrides that of the recording."""
    current = _current.get()
    for pk in pks:
        current.touched[root, pk] = None
        if verb:
            current.verbs[root, pk], current.notes[root, pk] = verb, note


def state_lapse(root, pk):
    """Mark a row whose written record states its own verification lapse, so that none is computed."""
    _current.get().stated_lapses.add((root, pk))


def touch_deleted(root, pks):
    """Keep the records of rows that are about to be deleted in the open recording."""
    current = _current.get()
    for pk, (instance, record) in _writer.records_by_pk(root, pks).items():
        current.touched.pop((root, pk), None)
        current.deleted.append((instance, record))


def _write(current):
    if _writer.write(current):
        transaction.on_commit(lambda: committed.send_robust(sender=None))
