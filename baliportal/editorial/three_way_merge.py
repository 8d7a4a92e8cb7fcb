"""Three-way merge of records: the common base, an edit of it, and the record as it is now.

A field changed on one side takes that side's value. Lists and rows are merged item by item. A field changed on both
sides to different values is a conflict for a person to resolve.
"""

from dataclasses import dataclass

from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Links


@dataclass(frozen=True)
class FieldMerge:
    """Merge of one field that the edit changed: base, edited, current and merged value.

    In a conflict `merged` is the current value.
    """

    field: object
    before: object
    edit: object
    now: object
    merged: object
    conflict: bool

    @property
    def changes(self):
        """True if applying the edit still changes the field."""
        return self.merged != self.now or self.conflict

    @property
    def texts(self):
        """Base, edited, current and merged value as display text."""
        values = (self.before, self.edit, self.now, self.merged)
        return ["" if value in (None, "", []) else self.field.type.format(value) for value in values]


def merge_three_ways(kind, before, edit, now):
    """Return a FieldMerge for every field that differs between `before` and `edit`, merged with the record `now`."""
    fields = [field for field in named(kind).fields if not field.governed and field.name in edit]
    merges = [_merge_field(f, before.get(f.name, f.type.empty), edit[f.name], now.get(f.name)) for f in fields]
    return [merge for merge in merges if _as_list(merge.before) != _as_list(merge.edit)]


def _merge_field(field, before, edit, now):
    if now in (before, edit):
        return FieldMerge(field, before, edit, now, edit, conflict=False)
    if isinstance(field.type, Links | NestedRows):
        return _merge_lists(field, list(before), edit, now)
    return FieldMerge(field, before, edit, now, now, conflict=True)


def _merge_lists(field, before, edit, now):
    """Apply the removals and additions of the edit; it is a conflict if both sides replaced the same row."""
    removed = [item for item in before if item not in edit]
    added = [item for item in edit if item not in before]
    both_removed = isinstance(field.type, NestedRows) and any(item not in now for item in removed)
    if both_removed and added:
        return FieldMerge(field, before, edit, now, now, conflict=True)
    merged = [item for item in now if item not in removed] + [item for item in added if item not in now]
    return FieldMerge(field, before, edit, now, field.type.clean(merged), conflict=False)


def _as_list(value):
    return list(value) if isinstance(value, tuple) else value
