"""Two edits of one record brought together: what it was before, what one made of it, and what it is now.

Where only one side changed a field, that side counts. Lists and rows are brought together item by item. What both
sides changed into different things is a conflict, for a person to decide.
"""

from dataclasses import dataclass

from baliportal.catalogue.kinds import named
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Links


@dataclass(frozen=True)
class ThreeWayMerge:
    """One field that the edit changed: as it was before, as the edit has it, as it is now, and what comes of both.

    Without a decision, a field in conflict stays as it is now.
    """

    column: object
    before: object
    edit: object
    now: object
    merged: object
    conflict: bool

    @property
    def changes(self):
        """Whether applying the edit still changes the field."""
        return self.merged != self.now or self.conflict

    @property
    def texts(self):
        """Before, edit, now and merged, as people read them."""
        values = (self.before, self.edit, self.now, self.merged)
        return ["" if value in (None, "", []) else self.column.type.format(value) for value in values]


def merge_three_ways(kind, before, edit, now):
    """Every field of this kind that differs between `before` and `edit`, met with the record as it is now."""
    columns = [column for column in named(kind).fields if not column.governed and column.name in edit]
    meetings = [_meet(c, before.get(c.name, c.type.empty), edit[c.name], now.get(c.name)) for c in columns]
    return [each for each in meetings if _list(each.before) != _list(each.edit)]


def _meet(column, before, edit, now):
    if now in (before, edit):
        return ThreeWayMerge(column, before, edit, now, edit, conflict=False)
    if isinstance(column.type, Links | NestedRows):
        return _meet_lists(column, list(before), edit, now)
    return ThreeWayMerge(column, before, edit, now, now, conflict=True)


def _meet_lists(column, before, edit, now):
    """Take what the edit took and add what it added; when both took the same row, each wanted another in its place."""
    taken = [item for item in before if item not in edit]
    added = [item for item in edit if item not in before]
    both = isinstance(column.type, NestedRows) and any(item not in now for item in taken)
    if both and added:
        return ThreeWayMerge(column, before, edit, now, now, conflict=True)
    merged = [item for item in now if item not in taken] + [item for item in added if item not in now]
    return ThreeWayMerge(column, before, edit, now, column.type.clean(merged), conflict=False)


def _list(value):
    return list(value) if isinstance(value, tuple) else value
