"""State of the starter's records in the journal: the newest, and the values that the starter last wrote."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change
from baliportal.files.texts import READER

STARTER = journal.Program("starter")
#: Changes that leave a record the starter's own: the loading, and the reading of a file.
OWN_CHANGES = {(program.name, "command") for program in (STARTER, READER)}


@dataclass(frozen=True)
class Written:
    """The newest change of a record, and by field the value that the starter last wrote.

    `is_shared` is True when anybody else has had a hand in the record.
    """

    newest: Change
    values: dict
    is_shared: bool

    @property
    def is_deleted(self) -> bool:
        return self.newest.verb == Change.Verb.DELETED


def last_written(public_ids: list[str]) -> dict[str, Written]:
    """Return what was written of each of these records, in three queries; records that never existed are left out."""
    newest = {change.subject: change for change in Change.objects.latest_of(public_ids)}
    shared = _values_of_shared(set(_others_changes(public_ids).values_list("subject", flat=True)))
    return {
        subject: Written(change, shared.get(subject, change.record), subject in shared)
        for subject, change in newest.items()
    }


def _others_changes(public_ids):
    own = Q()
    for who, route in OWN_CHANGES:
        own |= Q(who=who, route=route)
    return Change.objects.filter(~own, subject__in=public_ids).order_by()


def _values_of_shared(subjects):
    """Return {subject: {field: value that the starter last wrote}} from the whole histories of these subjects."""
    changes = Change.objects.filter(subject__in=subjects).order_by("subject", "number").iterator()
    return {subject: _values_of(history) for subject, history in groupby(changes, lambda change: change.subject)}


def _values_of(history):
    """A change of the starter states the fields in which the record differs from the one before, and no others."""
    values, before = {}, {}
    for change in history:
        record = change.record
        if (change.who, change.route) in OWN_CHANGES:
            values |= {name: value for name, value in record.items() if name not in before or before[name] != value}
        before = record
    return values
