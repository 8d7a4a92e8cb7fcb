"""The journal: every change leaves one row, in the transaction that makes it, in commit order.

Whoever writes opens a recording and says who, by which route and why. Inside it models may be saved and sets changed
in any number of steps; at its end each touched subject whose record form really changed gets one `Change`.
A write outside any recording opens one of its own, by 'system'.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction
from django.dispatch import Signal

#: Sent after the transaction has committed; readers of the journal may catch up. Carries nothing: they have a place.
committed = Signal()

_current = ContextVar("recording", default=None)
_writer = None  # the module `journal_writer`, set by the app: it imports the models, which import this module


def set_writer(module):
    """Register the module that writes the rows; called once, when the app registry is ready."""
    global _writer
    _writer = module


@dataclass(frozen=True)
class Program:
    """Who acts when no person does: the starter, an import, housekeeping. It may do whatever it is written to do."""

    name: str

    def get_username(self):
        return self.name

    def has_perm(self, permission, obj=None):
        return True


SYSTEM = Program("system")


@dataclass
class Recording:
    """One human act while it is under way: who, how, why, and what it has touched so far."""

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

    @property
    def who(self):
        return self.by.get_username()


@contextmanager
def recording(*, by=SYSTEM, route="", note="", batch="", verb=""):
    """Make everything written inside one act of `by`. Inside another recording, its person and route stay.

    Unless `route` says otherwise, a person acts by form and a program by command.
    Opens a transaction: when the body raises, nothing is written and nothing is in the journal.
    """
    if _current.get() is not None:
        yield _current.get()
        return
    route = route or ("command" if isinstance(by, Program) else "form")
    act = Recording(by=by, route=route, note=note, batch=batch, verb=verb)
    token = _current.set(act)
    try:
        with transaction.atomic():
            yield act
            _write(act)
    finally:
        _current.reset(token)


def ensure_recording():
    """The recording under way, or one of the system's own."""
    return recording()


def touch_many(root, pks, verb="", note=""):
    """Say inside a recording that these rows of `root` may have changed; `verb` names the act when it has a name."""
    act = _current.get()
    for pk in pks:
        act.touched[root, pk] = None
        if verb:
            act.verbs[root, pk], act.notes[root, pk] = verb, note


def state_lapse(root, pk):
    """Say inside a recording that what was written states itself whether the verification of this row has lapsed."""
    _current.get().stated_lapses.add((root, pk))


def touch_deleted(root, pks):
    """Keep, inside a recording, the record of rows that are about to be deleted."""
    act = _current.get()
    for pk, (instance, record) in _writer.records_by_pk(root, pks).items():
        act.touched.pop((root, pk), None)
        act.deleted.append((instance, record))


def _write(act):
    if _writer.write(act):
        transaction.on_commit(lambda: committed.send_robust(sender=None))
