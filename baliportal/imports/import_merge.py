"""Three-way merge of an imported row: the record as exported (base), as it is now (present), as in the file."""

from dataclasses import dataclass

from baliportal.catalogue.models import Change


@dataclass(frozen=True)
class RowMerge:
    """`values`: the fields to write. `conflicts`: the base values of those that were also changed in the portal."""

    values: dict
    conflicts: dict


def merge_row(imported, present, base):
    """Merge the values of a row that differ from the present record.

    A field with the same value in the file as in `base` was changed in the portal alone, and stays. `base` is None for
    a row without a version: then every difference counts as a change by the file.
    """
    before = {name: (base or present)[name] for name in imported}
    values = {name: value for name, value in imported.items() if base is None or value != before[name]}
    return RowMerge(values, {name: before[name] for name in values if before[name] != present[name]})


def base_records(versions):
    """Records by their version: {(public id, journal number): record}, without numbers of other or deleted records."""
    rows = Change.objects.in_bulk([number for _, number in versions])
    return {
        (subject, number): rows[number].record
        for subject, number in versions
        if number in rows and rows[number].subject == subject and rows[number].verb != Change.Verb.DELETED
    }
