"""Lapse of a verification when facts change, by whatever route, in the act that changes them.

The day of the check stays in the record, beside the day since which the facts differ. A check in the same act covers
what the act changed. A record that is written back whole, as by a revert, brings its own lapse with it.
"""

from django.utils import timezone

from .kinds import RecordSchema, schema_of
from .models import Change

LAPSED_ON = "verification_lapsed_on"
#: Fields that identify a check: another day or another role is another check.
CHECK = ("verified_on", "verified_by")
VERIFICATION = (*CHECK, "verification_due", LAPSED_ON)


def facts(schema: RecordSchema, record: dict) -> dict:
    """Return the part of a record that a check against the source covers; fields that it lacks are empty."""
    return {field.name: record.get(field.name, field.type.empty) for field in schema.fields if field.fact}


def update_lapses(recording, root, present: dict, before: dict) -> None:
    """Write the lapses of these rows, {pk: (instance, record)}, into the database and into the given records.

    `before` maps public ids to the newest change of each.
    """
    for pk, (instance, record) in present.items():
        change = before.get(instance.public_id)
        if (root, pk) in recording.stated_lapses or change is None or change.verb == Change.Verb.DELETED:
            continue
        day = _lapse(recording.verbs.get((root, pk)) or recording.verb, schema_of(instance), change.record, record)
        if day != record[LAPSED_ON]:
            record[LAPSED_ON] = day
            root._base_manager.filter(pk=pk).update(**{LAPSED_ON: day or None})


def _lapse(verb, schema, before, record):
    checked = verb == Change.Verb.VERIFIED or any(before.get(name, "") != record[name] for name in CHECK)
    if checked or not record["verified_on"]:
        return ""
    if record[LAPSED_ON] or facts(schema, before) == facts(schema, record):
        return record[LAPSED_ON]
    return str(timezone.localdate())
