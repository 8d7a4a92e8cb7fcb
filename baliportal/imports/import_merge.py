"""Three states of one record, field by field: as it was taken out, as it stands here, as the file has it."""

from dataclasses import dataclass

from baliportal.catalogue.models import Change


@dataclass(frozen=True)
class Merged:
    """The fields to write, and which of them were changed here to something else meanwhile, with what they were."""

    values: dict
    conflicts: dict


def merged(mine, present, base):
    """Of the file's values that differ from the present ones: what it changed, and where that meets another change.

    A field that the file has as it was taken out was changed here alone, and stays. `base` is None where nothing tells
    what the row was taken from: then whatever differs was changed by the file.
    """
    before = {name: (base or present)[name] for name in mine}
    values = {name: value for name, value in mine.items() if base is None or value != before[name]}
    return Merged(values, {name: before[name] for name in values if before[name] != present[name]})


def bases(versions):
    """The records at these numbers of the journal: {(public id, number): record}."""
    rows = Change.objects.in_bulk([number for _, number in versions])
    return {
        (subject, number): rows[number].record
        for subject, number in versions
        if number in rows and rows[number].subject == subject and rows[number].verb != Change.Verb.DELETED
    }
