"""Verification lapses when facts change: whatever the route, in the act that changes them.

The day of the check stays in the record, and beside it stands since when the facts are others. A check in the same act
covers what the act changed; a record that is written back whole, as by a revert, brings its own lapse with it.
"""

from django.utils import timezone

from .kinds import schema_of
from .models import Change

COLUMN = "verification_lapsed_on"
CHECK = ("verified_on", "verified_by")  # another day or another role is another check
VERIFICATION = (*CHECK, "verification_due", COLUMN)


def facts(schema, record):
    """The part of a record that a check against the source covers; what an older record lacks is empty."""
    return {field.name: record.get(field.name, field.type.empty) for field in schema.fields if field.fact}


def update_lapses(act, root, present, before):
    """Write the lapses of these rows, {pk: (instance, record)}, into the database and into the records in hand.

    `before` maps public ids to the newest change of each.
    """
    for pk, (instance, record) in present.items():
        change = before.get(instance.public_id)
        if (root, pk) in act.stated_lapses or change is None or change.verb == Change.Verb.DELETED:
            continue
        day = _lapse(act.verbs.get((root, pk)) or act.verb, schema_of(instance), change.record, record)
        if day != record[COLUMN]:
            record[COLUMN] = day
            root._base_manager.filter(pk=pk).update(**{COLUMN: day or None})


def _lapse(verb, schema, before, record):
    checked = verb == Change.Verb.VERIFIED or any(before.get(name, "") != record[name] for name in CHECK)
    if checked or not record["verified_on"]:
        return ""
    if record[COLUMN] or facts(schema, before) == facts(schema, record):
        return record[COLUMN]
    return str(timezone.localdate())
