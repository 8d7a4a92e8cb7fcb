"""Row diff between two answers to one question: added, removed and changed rows."""

from collections import defaultdict
from dataclasses import dataclass

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One row that differs: `before` is None for an added row, `after` for a removed one.

    `fields` are the names of the columns that changed.
    """

    before: dict | None
    after: dict | None
    fields: tuple = ()

    @property
    def kind(self):
        """ADDED, REMOVED or CHANGED."""
        if self.before is None:
            return ADDED
        return REMOVED if self.after is None else CHANGED

    @property
    def row(self):
        """The row as it is now, or as it was last."""
        return self.before if self.after is None else self.after


def compare(before, after, key, names):
    """Yield the differences: added and changed rows in the order of `after`, then removed rows.

    Rows are dicts. `key` names the columns that identify a row, `names` those that are compared. Among rows with the
    same key equal ones are matched first, the others in their order.
    """
    old = defaultdict(list)
    for row in before:
        old[_values(row, key)].append(row)
    for row in _without_equal_rows(after, old, key, names):
        candidates = old[_values(row, key)]
        earlier = candidates.pop(0) if candidates else None
        fields = tuple(name for name in names if earlier and earlier.get(name) != row.get(name))
        yield Difference(earlier, row, fields)
    yield from (Difference(row, None) for rows in old.values() for row in rows)


def _without_equal_rows(after, old, key, names):
    """The rows of `after` that have no equal row in `old`; removes the equal rows from `old`."""
    left = []
    for row in after:
        candidates = old.get(_values(row, key), [])
        place = next((n for n, other in enumerate(candidates) if _values(other, names) == _values(row, names)), None)
        if place is None:
            left.append(row)
        else:
            del candidates[place]
    return left


def _values(row, names):
    return tuple(row.get(name) for name in names)
